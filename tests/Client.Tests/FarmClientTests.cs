using System.Text.Json;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Documents;
using MandelActors.Testing;
using Microsoft.AspNetCore.Http;

namespace MandelActors.Client.Tests;

public sealed class FarmClientTests
{
    private static readonly SubmitRequest Request = new(JsonDocument.Parse("""{"kind":"mandelbrot-zoom"}""").RootElement) { Name = "seahorse" };

    [Fact]
    public async Task The_token_goes_with_every_request()
    {
        string? shown = null;
        await using var seed = await ScriptedSeed.StartAsync(context =>
        {
            shown = context.Request.Headers.Authorization;
            return ScriptedSeed.SendAsync(context, new NodeList([]), ApiJson.Default.NodeList);
        });
        using var farm = Farms.Of(seed);

        (await farm.NodesAsync()).ShouldBeEmpty();

        shown.ShouldBe("Bearer secret");
    }

    [Fact]
    public async Task A_submission_whose_answer_is_lost_is_repeated_under_the_same_key()
    {
        var keys = new List<string?>();
        await using var seed = await ScriptedSeed.StartAsync(async context =>
        {
            var request = (await JsonSerializer.DeserializeAsync(context.Request.Body, ApiJson.Default.SubmitRequest))!;
            keys.Add(request.Key);
            if (keys.Count == 1) context.Abort();
            else await ScriptedSeed.SendAsync(context, new SubmitReply("abc", false), ApiJson.Default.SubmitReply);
        });
        using var farm = new FarmClient([seed.Address], null, Farms.Hasty with { FirstContact = TimeSpan.FromSeconds(20) });

        (await farm.SubmitAsync(Request)).JobId.ShouldBe("abc");

        keys.Count.ShouldBe(2);
        keys[0].ShouldNotBeNullOrEmpty();
        keys[1].ShouldBe(keys[0]);
    }

    [Fact]
    public async Task Two_submissions_without_a_key_are_two_jobs()
    {
        var keys = new HashSet<string?>();
        await using var seed = await ScriptedSeed.StartAsync(async context =>
        {
            keys.Add((await JsonSerializer.DeserializeAsync(context.Request.Body, ApiJson.Default.SubmitRequest))!.Key);
            await ScriptedSeed.SendAsync(context, new SubmitReply("abc", true), ApiJson.Default.SubmitReply, StatusCodes.Status201Created);
        });
        using var farm = Farms.Of(seed);

        await farm.SubmitAsync(Request);
        await farm.SubmitAsync(Request);

        keys.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(401, true)]
    [InlineData(404, true)]
    [InlineData(409, false)]
    [InlineData(500, false)]
    public async Task A_refusal_carries_the_seeds_own_line(int status, bool isBadInput)
    {
        await using var seed = await ScriptedSeed.StartAsync(context => ScriptedSeed.RefuseAsync(context, status, "expected this,\nfound that"));
        using var farm = Farms.Of(seed);

        var refused = await Should.ThrowAsync<FarmException>(farm.ActAsync("abc", "pause", "why not"));

        refused.Message.ShouldStartWith("expected this,\uFFFDfound that");
        refused.Status.ShouldBe(status);
        refused.IsBadInput.ShouldBe(isBadInput);
        seed.Requests.ShouldBe(["POST /api/jobs/abc/pause"], "what is refused is not asked again");
    }

    [Theory]
    [InlineData("<html>welcome to the router</html>")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"jobs":[{"jobId":7}]}""")]
    public async Task What_is_no_answer_of_a_seed_is_said_to_be_none(string garbage)
    {
        await using var seed = await ScriptedSeed.StartAsync(context => ScriptedSeed.SayAsync(context, garbage));
        using var farm = Farms.Of(seed);

        var problem = await Should.ThrowAsync<FarmException>(farm.JobsAsync());

        problem.Message.ShouldContain("not as a seed does");
        problem.Status.ShouldBeNull();
    }

    [Fact]
    public async Task What_an_answer_leaves_out_is_what_the_record_says_it_means()
    {
        await using var seed = await ScriptedSeed.StartAsync(context =>
            ScriptedSeed.SayAsync(context, """{"jobId":"abc","name":"","kind":"lyapunov","state":"running","stage":"rendering","frames":3,"selected":3,"done":1,"later":7}"""));
        using var farm = Farms.Of(seed);

        var job = await farm.JobAsync("abc");

        job.Devices.ShouldBeEmpty();
        job.Warnings.ShouldBeEmpty();
        job.RequireTags.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_without_end_is_left_where_no_seed_goes_on()
    {
        var block = new string(' ', 1 << 16);
        await using var seed = await ScriptedSeed.StartAsync(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested) await ScriptedSeed.SayAsync(context, block);
        });
        using var farm = new FarmClient([seed.Address], null, Farms.Hasty with { LargestAnswer = 1 << 20 });

        (await Should.ThrowAsync<FarmException>(farm.JobsAsync())).Message.ShouldContain("goes on after 1048576 bytes");
    }

    [Fact]
    public async Task An_answer_that_falls_silent_is_given_up()
    {
        await using var seed = await ScriptedSeed.StartAsync(async context =>
        {
            await ScriptedSeed.SayAsync(context, """{"jobs":""");
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        var clock = new ManualTimeProvider();
        using var farm = new FarmClient([seed.Address], null, new FarmClientSettings { Silence = TimeSpan.FromSeconds(0.2), Takeover = TimeSpan.Zero }, clock);

        var jobs = farm.JobsAsync();
        // One timer for the beginning of the answer, and one for each piece of it: from the second on a piece is waited for.
        await Eventually.TrueAsync(() => clock.TimersMade > 1, () => "the answer never began");
        await Eventually.TrueAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(0.2));
                return jobs.IsCompleted;
            },
            () => "it was not given up");

        (await Should.ThrowAsync<FarmException>(jobs)).Message.ShouldContain("nothing came for 0.2 s");
    }

    [Fact]
    public async Task A_seed_that_never_begins_to_answer_is_given_up()
    {
        await using var seed = await ScriptedSeed.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var farm = new FarmClient([seed.Address], null, new FarmClientSettings { Silence = TimeSpan.FromMilliseconds(200), FirstContact = TimeSpan.Zero });

        (await Should.ThrowAsync<FarmException>(farm.JobsAsync())).Message.ShouldContain("no answer within 0.2 s");
    }

    [Theory]
    [InlineData("abcd")]
    [InlineData("abcdef01")]
    public async Task A_job_is_found_by_the_beginning_of_its_id(string given)
    {
        await using var seed = await JobsAsync("abcdef01", "abc", "ff");
        using var farm = Farms.Of(seed);

        (await farm.FindJobAsync(given)).JobId.ShouldBe("abcdef01");
    }

    [Fact]
    public async Task A_whole_id_is_meant_even_where_it_begins_another() =>
        await WithJobsAsync(async farm => (await farm.FindJobAsync("abc")).JobId.ShouldBe("abc"));

    [Theory]
    [InlineData("ab", "found that of 2: abcdef01, abc")]
    [InlineData("0", "'mandel jobs' lists them")]
    [InlineData("../nodes", "letters, digits and dashes")]
    [InlineData("", "letters, digits and dashes")]
    public Task A_beginning_that_means_no_one_job_is_bad_input(string given, string says) =>
        WithJobsAsync(async farm => (await Should.ThrowAsync<BadInputException>(farm.FindJobAsync(given))).Message.ShouldContain(says));

    [Fact]
    public async Task A_log_is_read_page_by_page_to_its_end()
    {
        LogEntry[] entries = [.. Enumerable.Range(1, 1234).Select(number => new LogEntry(number, DateTimeOffset.UnixEpoch, "info", $"{number}"))];
        await using var seed = await ScriptedSeed.StartAsync(context =>
        {
            var (after, most) = (int.Parse(context.Request.Query["after"]!), int.Parse(context.Request.Query["most"]!));
            var page = entries.Where(entry => entry.Number > after).Take(most).ToArray();
            return ScriptedSeed.SendAsync(context, new LogPage(page, page.LastOrDefault()?.Number ?? after), ApiJson.Default.LogPage);
        });
        using var farm = Farms.Of(seed);

        var read = new List<long>();
        await foreach (var entry in farm.LogsAsync(null, follow: false)) read.Add(entry.Number);

        read.ShouldBe(entries.Select(entry => entry.Number));
    }

    /// <summary>A seed that was started anew counts from 1 again, and may have got beyond the number that was read of the one before.</summary>
    [Fact]
    public async Task A_log_that_is_followed_is_read_from_its_beginning_where_another_process_answers()
    {
        var (log, entries) = ("before", Entries("before", 5));
        await using var seed = await ScriptedSeed.StartAsync(context =>
        {
            int after = int.Parse(context.Request.Query["after"]!);
            var page = new LogPage([.. entries.Where(entry => entry.Number > after)], entries[^1].Number) { LogId = log };
            return ScriptedSeed.SendAsync(context, page, ApiJson.Default.LogPage);
        });
        using var farm = new FarmClient([seed.Address], "secret", Farms.Hasty with { LogInterval = TimeSpan.FromMilliseconds(10) });

        var read = new List<string>();
        await foreach (var entry in farm.LogsAsync(null, follow: true))
        {
            read.Add(entry.Message);
            if (entry.Message == "before 5") (log, entries) = ("after", Entries("after", 8));
            if (entry.Message == "after 8") (log, entries) = ("before", Entries("before", 6));
            if (entry.Message == "before 6") break;
        }

        read.ShouldBe([.. Entries("before", 5).Concat(Entries("after", 8)).Select(entry => entry.Message), "before 6"]);

        static LogEntry[] Entries(string of, int count) => [.. Enumerable.Range(1, count).Select(number => new LogEntry(number, DateTimeOffset.UnixEpoch, "info", $"{of} {number}"))];
    }

    private static async Task WithJobsAsync(Func<FarmClient, Task> claim)
    {
        await using var seed = await JobsAsync("abcdef01", "abc", "ff");
        using var farm = Farms.Of(seed);
        await claim(farm);
    }

    private static Task<ScriptedSeed> JobsAsync(params string[] ids) => ScriptedSeed.StartAsync(context =>
    {
        var route = context.Request.Path.Value!;
        if (route == ApiRoutes.Jobs) return ScriptedSeed.SendAsync(context, new JobList([.. ids.Select(id => Jobs.Running(id))]), ApiJson.Default.JobList);
        return ids.FirstOrDefault(id => route == ApiRoutes.Job(id)) is { } known
            ? ScriptedSeed.SendAsync(context, Jobs.Running(known), ApiJson.Default.JobView)
            : ScriptedSeed.RefuseAsync(context, StatusCodes.Status404NotFound, "no such job");
    });
}
