using System.Net;
using System.Net.Sockets;
using MandelActors.Protocol.Api;
using MandelActors.Testing;
using Microsoft.AspNetCore.Http;

namespace MandelActors.Client.Tests;

/// <summary>Which seed is asked, and how long.</summary>
public sealed class FailoverTests
{
    private static readonly Uri Nobody = new("http://127.0.0.1:1/");

    [Fact]
    public async Task A_seed_that_is_not_there_is_passed_over()
    {
        await using var seed = await AnsweringAsync();
        using var farm = new FarmClient([Nobody, seed.Address], null, Farms.Hasty);

        (await farm.NodesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_seed_that_answered_is_asked_first_from_then_on()
    {
        await using var standby = await ScriptedSeed.StartAsync(context => ScriptedSeed.RefuseAsync(context, 503, "no leader yet"));
        await using var leader = await AnsweringAsync();
        using var farm = Farms.Of(standby, leader);

        await farm.NodesAsync();
        await farm.NodesAsync();

        (standby.Requests.Count, leader.Requests.Count).ShouldBe((1, 2));
    }

    [Fact]
    public async Task A_farm_between_two_leaders_is_waited_for()
    {
        var asked = 0;
        await using var seed = await ScriptedSeed.StartAsync(context =>
        {
            if (++asked > 3) return ScriptedSeed.SendAsync(context, new NodeList([]), ApiJson.Default.NodeList);
            context.Response.Headers.RetryAfter = "0";
            return ScriptedSeed.RefuseAsync(context, 503, "no leader yet");
        });
        using var farm = Farms.Of(seed);

        (await farm.NodesAsync()).ShouldBeEmpty();

        asked.ShouldBe(4);
    }

    [Fact]
    public async Task Retry_after_is_honoured()
    {
        var clock = new ManualTimeProvider();
        var asked = 0;
        await using var seed = await ScriptedSeed.StartAsync(context =>
        {
            if (++asked > 1) return ScriptedSeed.SendAsync(context, new NodeList([]), ApiJson.Default.NodeList);
            context.Response.Headers.RetryAfter = "7";
            return ScriptedSeed.RefuseAsync(context, 503, "no leader yet");
        });
        var patient = TimeSpan.FromDays(1);
        using var farm = new FarmClient([seed.Address], null, new FarmClientSettings { Silence = patient, Takeover = patient }, clock);

        var began = clock.GetUtcNow();
        var nodes = farm.NodesAsync();
        await AdvanceUntilAsync(clock, TimeSpan.FromSeconds(0.1), () => Volatile.Read(ref asked) > 1 || nodes.IsCompleted);

        (await nodes).ShouldBeEmpty();
        (clock.GetUtcNow() - began).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task Patience_ends_and_says_what_was_tried()
    {
        await using var seed = await ScriptedSeed.StartAsync(context => ScriptedSeed.RefuseAsync(context, 503, "the journal does not answer"));
        var clock = new ManualTimeProvider();
        using var farm = new FarmClient([Nobody, seed.Address], null, new FarmClientSettings { Silence = TimeSpan.FromDays(30), Takeover = TimeSpan.FromDays(1) }, clock);

        var nodes = farm.NodesAsync();
        await AdvanceUntilAsync(clock, TimeSpan.FromSeconds(0.1), () => seed.Requests.Count > 1);
        nodes.IsCompleted.ShouldBeFalse("a day is not over");
        await AdvanceUntilAsync(clock, TimeSpan.FromHours(1), () => nodes.IsCompleted);

        var problem = await Should.ThrowAsync<FarmException>(nodes);
        problem.Message.ShouldContain("http://127.0.0.1:1: connection refused");
        problem.Message.ShouldContain("the journal does not answer");
        problem.IsBadInput.ShouldBeFalse();
    }

    [Fact]
    public async Task A_farm_that_was_never_there_is_said_to_be_unreachable_with_what_starts_one()
    {
        using var farm = new FarmClient([Nobody], null, Farms.Hasty);

        var problem = await Should.ThrowAsync<FarmException>(farm.NodesAsync());

        problem.Message.ShouldBe("no seed can be reached (http://127.0.0.1:1: connection refused); start one with 'mandel seed', or name one with --seed URL");
        problem.Status.ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_leader_a_seed_points_to_is_asked_the_same_with_the_token_and_remembered(bool wholeAddress)
    {
        var tokens = new List<string?>();
        await using var leader = await ScriptedSeed.StartAsync(context =>
        {
            tokens.Add(context.Request.Headers.Authorization);
            return ScriptedSeed.SendAsync(context, Jobs.Running(), ApiJson.Default.JobView);
        });
        await using var standby = await PointingAsync(context => wholeAddress ? new Uri(leader.Address, context.Request.Path.Value!.TrimStart('/')).ToString() : leader.Address.ToString());
        using var farm = Farms.Of(standby);

        await farm.ActAsync("abc", "pause", "why not");
        await farm.ActAsync("abc", "resume");

        leader.Requests.ShouldBe(["POST /api/jobs/abc/pause", "POST /api/jobs/abc/resume"]);
        standby.Requests.Count.ShouldBe(1);
        tokens.ShouldBe(["Bearer secret", "Bearer secret"]);
    }

    [Fact]
    public async Task A_remembered_leader_that_is_gone_is_asked_for_again()
    {
        var first = await AnsweringAsync();
        await using var second = await AnsweringAsync();
        var leader = first.Address;
        await using var standby = await PointingAsync(_ => leader.ToString());
        using var farm = Farms.Of(standby);
        await farm.NodesAsync();

        await first.DisposeAsync();
        leader = second.Address;
        await farm.NodesAsync();

        second.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/api/nodes", "is not asked over ftp")]
    [InlineData("/api/jobs/abc/cancel", "something else is asked")]
    [InlineData("http://me:secret@127.0.0.1/api/nodes", "name or password")]
    [InlineData("", "not which")]
    public async Task A_seed_cannot_send_anybody_anywhere(string location, string says)
    {
        await using var seed = await PointingAsync(_ => location);
        using var farm = Farms.Of(seed);

        (await Should.ThrowAsync<FarmException>(farm.NodesAsync())).Message.ShouldContain(says);
        seed.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_seeds_that_point_to_each_other_are_given_up()
    {
        ScriptedSeed? other = null;
        await using var one = await PointingAsync(_ => other!.Address.ToString());
        await using (other = await PointingAsync(_ => one.Address.ToString()))
        {
            using var farm = new FarmClient([one.Address], null, Farms.Hasty with { Takeover = TimeSpan.Zero });

            (await Should.ThrowAsync<FarmException>(farm.NodesAsync())).Message.ShouldContain("from seed to seed without end");
        }
    }

    [Fact]
    public async Task What_is_no_http_at_all_is_no_seed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = Task.Run(async () =>
        {
            using var connection = await listener.AcceptTcpClientAsync();
            await connection.GetStream().WriteAsync("SSH-2.0-OpenSSH_9.2\r\n"u8.ToArray());
        });
        using var farm = new FarmClient([new Uri($"http://{listener.LocalEndpoint}/")], null, Farms.Hasty);

        (await Should.ThrowAsync<FarmException>(farm.NodesAsync())).Message.ShouldContain("no seed can be reached");
        await answering;
    }

    private static Task AdvanceUntilAsync(ManualTimeProvider clock, TimeSpan step, Func<bool> happened) => Eventually.TrueAsync(
        () =>
        {
            if (happened()) return true;
            clock.Advance(step);
            return false;
        },
        () => $"nothing happened until {clock.GetUtcNow():O}");

    private static Task<ScriptedSeed> AnsweringAsync() =>
        ScriptedSeed.StartAsync(context => ScriptedSeed.SendAsync(context, new NodeList([]), ApiJson.Default.NodeList));

    private static Task<ScriptedSeed> PointingAsync(Func<HttpContext, string> leader) => ScriptedSeed.StartAsync(context =>
    {
        context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        if (leader(context) is { Length: > 0 } location) context.Response.Headers.Location = location;
        return Task.CompletedTask;
    });
}
