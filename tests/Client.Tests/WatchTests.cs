using System.Text.Json;
using MandelActors.Protocol.Api;
using Microsoft.AspNetCore.Http;

namespace MandelActors.Client.Tests;

public sealed class WatchTests
{
    [Fact]
    public async Task A_watch_ends_with_the_job_even_where_the_seed_holds_the_connection()
    {
        await using var seed = await ScriptedSeed.StartAsync(async context =>
        {
            await ScriptedSeed.SayAsync(context, Line(Jobs.Running(done: 3)) + "\n" + Line(Jobs.Running(done: 20)) + Line(Jobs.Completed()));
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });

        (await WatchAsync(seed)).ShouldBe([3, 20, 30]);
    }

    [Fact]
    public async Task A_watch_that_breaks_off_in_the_middle_of_a_line_goes_on_at_another_connection()
    {
        var connections = 0;
        var seen = new TaskCompletionSource();
        await using var seed = await ScriptedSeed.StartAsync(async context =>
        {
            if (++connections == 1)
            {
                await ScriptedSeed.SayAsync(context, Line(Jobs.Running(done: 3)) + Line(Jobs.Running(done: 9))[..40]);
                // A connection that is broken takes what is under way with it.
                await seen.Task;
                context.Abort();
                return;
            }

            await ScriptedSeed.SayAsync(context, Line(Jobs.Running(done: 12)) + Line(Jobs.Completed()));
        });
        var lost = new List<string>();

        (await WatchAsync(seed, lost.Add, shown: () => seen.TrySetResult())).ShouldBe([3, 12, 30]);

        lost.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_watch_that_falls_silent_is_opened_anew()
    {
        // A connection may fall silent before its line has come, on a machine that has other work.
        var seen = false;
        await using var seed = await ScriptedSeed.StartAsync(async context =>
        {
            await ScriptedSeed.SayAsync(context, Line(Volatile.Read(ref seen) ? Jobs.Completed() : Jobs.Running(done: 3)));
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });

        (await WatchAsync(seed, shown: () => Volatile.Write(ref seen, true), settings: Farms.Hasty with { WatchSilence = TimeSpan.FromMilliseconds(300) })).ShouldBe([3, 30]);
    }

    [Fact]
    public async Task A_watch_outlasts_a_farm_without_a_leader()
    {
        var requests = 0;
        await using var seed = await ScriptedSeed.StartAsync(context => ++requests switch
        {
            1 => ScriptedSeed.SayAsync(context, Line(Jobs.Running(done: 3))),
            <= 4 => ScriptedSeed.RefuseAsync(context, 503, "no leader yet"),
            _ => ScriptedSeed.SayAsync(context, Line(Jobs.Completed())),
        });

        (await WatchAsync(seed)).ShouldBe([3, 30]);
    }

    [Fact]
    public async Task A_line_without_end_is_not_waited_for()
    {
        var block = new string(' ', 1 << 16);
        await using var seed = await ScriptedSeed.StartAsync(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested) await ScriptedSeed.SayAsync(context, block);
        });

        (await Should.ThrowAsync<FarmException>(WatchAsync(seed, settings: Farms.Hasty with { LongestLine = 1 << 20 }))).Message.ShouldContain("a line goes on after 1048576 bytes");
    }

    [Fact]
    public async Task A_watch_ends_when_it_is_cancelled()
    {
        await using var seed = await ScriptedSeed.StartAsync(async context =>
        {
            await ScriptedSeed.SayAsync(context, Line(Jobs.Running()));
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var farm = Farms.Of(seed);
        using var cancellation = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var view in farm.WatchAsync("abc", cancellationToken: cancellation.Token)) await cancellation.CancelAsync();
        });
    }

    [Fact]
    public async Task A_job_that_is_not_there_is_a_refusal_at_once()
    {
        await using var seed = await ScriptedSeed.StartAsync(context => ScriptedSeed.RefuseAsync(context, StatusCodes.Status404NotFound, "no job abc"));

        (await Should.ThrowAsync<FarmException>(WatchAsync(seed))).IsBadInput.ShouldBeTrue();
    }

    private static string Line(JobView job) => JsonSerializer.Serialize(job, ApiJson.Default.JobView) + "\n";

    private static async Task<int[]> WatchAsync(ScriptedSeed seed, Action<string>? lost = null, FarmClientSettings? settings = null, Action? shown = null)
    {
        using var farm = new FarmClient([seed.Address], null, settings ?? Farms.Hasty);
        var seen = new List<int>();
        await foreach (var view in farm.WatchAsync("abc", lost))
        {
            seen.Add(view.Done);
            shown?.Invoke();
        }

        return [.. seen];
    }
}
