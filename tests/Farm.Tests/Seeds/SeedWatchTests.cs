using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MandelActors.Farm.Leadership;
using MandelActors.Protocol.Api;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Seeds;

/// <summary>What a seed tells of itself: health, measurements, log, and the document of its API.</summary>
public sealed class SeedWatchTests
{
    [Fact]
    public async Task A_leading_seed_is_alive_and_ready()
    {
        await using var seed = await RunningSeed.StartAsync();

        (await seed.Client.GetStringAsync(ApiRoutes.Live)).ShouldBe("alive\n");
        (await seed.Client.GetStringAsync(ApiRoutes.Ready)).ShouldBe("ready, leading\n");
    }

    [Fact]
    public async Task A_standby_sends_clients_to_the_leader_and_is_ready()
    {
        await using var seed = await RunningSeed.StartAsync(options => options with { Leadership = _ => new Follower(new SeedIdentity("other", new Uri("http://10.1.2.3:7414"))) });
        using HttpClient client = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = seed.Host.Address };

        using var answer = await client.GetAsync(ApiRoutes.Logs + "?most=3");

        answer.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        answer.Headers.Location.ShouldBe(new Uri("http://10.1.2.3:7414/api/logs?most=3"));
        (await client.GetStringAsync(ApiRoutes.Ready)).ShouldBe("ready, standing by\n");
    }

    [Fact]
    public async Task While_nobody_leads_clients_are_asked_to_come_back()
    {
        await using var seed = await RunningSeed.StartAsync(options => options with { Leadership = _ => new Follower(null) });

        using var answer = await seed.Client.GetAsync(ApiRoutes.Jobs);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (await seed.Client.GetAsync(ApiRoutes.Ready)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Measurements_say_what_is_pending_and_how_long_writes_took()
    {
        await using var seed = await RunningSeed.StartAsync();
        string job = await seed.SubmittedAsync();
        await seed.UntilAsync(job, view => view.State == "running");

        // What happens in the farm is counted behind what is shown of a job.
        string text = "";
        await Eventually.TrueAsync(
            async () => (text = await seed.Client.GetStringAsync(ApiRoutes.Metrics)).Contains("mandel_frames_pending 4\n", StringComparison.Ordinal), () => text);

        text.ShouldContain($"mandel_job_frames_done{{job=\"{job}\"}} 0\n");
        text.ShouldContain("mandel_journal_append_seconds_bucket{le=\"+Inf\"}");
        text.ShouldContain("mandel_leading 1\n");
    }

    [Fact]
    public async Task The_log_is_read_on_from_where_somebody_stopped()
    {
        await using var seed = await RunningSeed.StartAsync();
        string job = await seed.SubmittedAsync();

        var first = (await seed.Client.GetFromJsonAsync($"{ApiRoutes.Logs}?job={job}", ApiJson.Default.LogPage))!;
        string other = await seed.SubmittedAsync();
        var next = (await seed.Client.GetFromJsonAsync($"{ApiRoutes.Logs}?after={first.Next}", ApiJson.Default.LogPage))!;

        first.Entries.ShouldAllBe(entry => entry.JobId == job);
        first.Entries.ShouldNotBeEmpty();
        first.Entries.ShouldAllBe(entry => entry.Message == entry.Message.TrimEnd());
        next.Entries.ShouldContain(entry => entry.JobId == other);
        next.Entries.Min(entry => entry.Number).ShouldBeGreaterThan(first.Entries.Max(entry => entry.Number));
    }

    [Fact]
    public async Task A_seed_started_anew_says_that_its_log_is_another_and_gives_all_of_it_to_who_read_further_in_the_one_before()
    {
        await using var seed = await RunningSeed.StartAsync();
        await seed.SubmittedAsync();
        var before = (await seed.Client.GetFromJsonAsync(ApiRoutes.Logs, ApiJson.Default.LogPage))!;
        var same = (await seed.Client.GetFromJsonAsync(ApiRoutes.Logs, ApiJson.Default.LogPage))!;

        await seed.RestartAsync();
        string job = await seed.SubmittedAsync();
        var after = (await seed.Client.GetFromJsonAsync($"{ApiRoutes.Logs}?after={before.Next + 1000}", ApiJson.Default.LogPage))!;

        before.LogId.ShouldNotBeNull();
        same.LogId.ShouldBe(before.LogId);
        after.LogId.ShouldNotBe(before.LogId);
        after.Entries[0].Number.ShouldBe(1);
        after.Entries.ShouldContain(entry => entry.JobId == job);
    }

    [Fact]
    public async Task Every_address_of_the_document_is_answered_and_every_shape_it_names_is_there()
    {
        await using var seed = await RunningSeed.StartAsync();
        var document = (await seed.Client.GetFromJsonAsync<JsonObject>(ApiRoutes.OpenApi))!;

        document["openapi"]!.GetValue<string>().ShouldBe("3.1.0");
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            foreach (var (method, _) in operations!.AsObject())
            {
                using HttpRequestMessage request = new(new HttpMethod(method.ToUpperInvariant()), path.Replace("{job}", "unknown").Replace("{path}", "scene.json"));
                using var answer = await seed.Client.SendAsync(request);
                string body = await answer.Content.ReadAsStringAsync();
                body.ShouldNotContain("nothing at this address", customMessage: path);
                answer.StatusCode.ShouldNotBe(HttpStatusCode.MethodNotAllowed, path);
            }
        }

        foreach (string name in References(document)) document["components"]!["schemas"]![name].ShouldNotBeNull(name);
        document["components"]!["schemas"]!["JobView"]!["properties"]!["framesPerSecond"].ShouldNotBeNull();
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject table => table.SelectMany(entry => entry.Key == "$ref" ? [entry.Value!.GetValue<string>().Split('/')[^1]] : References(entry.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };

    /// <summary>The leadership of a seed that another has been preferred to, for good.</summary>
    private sealed class Follower(SeedIdentity? leader) : ILeadership
    {
        private readonly SoleLeadership _time = new();

        public LeadershipState State { get; } = new LeadershipState.Following(leader);

        public async IAsyncEnumerable<LeadershipState> WatchAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop = default)
        {
            yield return State;
            await Task.Delay(Timeout.Infinite, stop);
        }

        public ValueTask DisposeAsync() => _time.DisposeAsync();
    }
}
