using System.Net;
using System.Text.RegularExpressions;
using MandelActors.DeployTests.Harness;
using MandelActors.Protocol.Api;
using MandelActors.Testing;

namespace MandelActors.DeployTests;

/// <summary>The files' words, put to the built program.</summary>
public sealed partial class RunningSeedTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public RunningSeedTests()
    {
        ToolRun.Of("bash", DeployFolder.Combine("secrets.sh"), _home.Combine("secrets")).ShouldBeClean();
    }

    private string ReadToken => File.ReadAllText(_home.Combine("secrets", "read-token"));

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_seed_gives_the_measurements_that_nodes_are_scaled_by()
    {
        string query = Manifest.Of("ScaledObject").Single().Node.List("spec.triggers").Single().Text("metadata.query");
        string[] wanted = [.. Measurement().Matches(query).Select(name => name.Value)];
        await using RunningSeed seed = await RunningSeed.StartAsync(
            ["seed", "--listen", "127.0.0.1:0", "--store", _home.Combine("store"), "--token-file", _home.Combine("secrets", "tokens")]);

        using HttpResponseMessage strangers = await seed.GetAsync(ApiRoutes.Metrics);
        using HttpResponseMessage measured = await seed.GetAsync(ApiRoutes.Metrics, ReadToken);

        strangers.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        measured.StatusCode.ShouldBe(HttpStatusCode.OK);
        string[] given = [.. (await measured.Content.ReadAsStringAsync()).Split('\n').Select(line => line.Split(' ', '{')[0])];
        wanted.ShouldNotBeEmpty();
        wanted.Except(given).ShouldBeEmpty();
    }

    /// <summary>Of the compose file, since its two seeds' commands stand there whole; only what is this machine's is put in their place.</summary>
    [SkippableFact]
    public async Task Two_seeds_started_as_the_compose_file_says_share_a_journal()
    {
        Skip.If(Lacking.Postgres is not null, Lacking.Postgres);
        using PostgresCluster server = PostgresCluster.Start();
        string database = server.NewDatabase();
        File.WriteAllText(_home.Combine("secrets", "pgpass"), $"*:*:*:*:{PostgresCluster.Password}");
        string[] Command(string service) =>
        [
            .. YamlFile.Read(DeployFolder.Combine("compose", "compose.yaml")).Single().At("services").At(service).List("command").Select(word => word.ToString()
                .Replace("0.0.0.0:7414", "127.0.0.1:0", StringComparison.Ordinal)
                .Replace("/run/secrets", _home.Combine("secrets"), StringComparison.Ordinal)
                .Replace("/store", _home.Combine("store"), StringComparison.Ordinal)
                .Replace("Host=postgres;Database=mandel;", $"Host=127.0.0.1;Port={server.Port};Database={database};", StringComparison.Ordinal)),
        ];

        await using RunningSeed first = await RunningSeed.StartAsync(Command("seed-1"));
        await first.WaitUntilReadyAsync();
        await Eventually.TrueAsync(() => first.Leads, () => "waiting for the first seed to lead");
        await using RunningSeed second = await RunningSeed.StartAsync(Command("seed-2"));
        await second.WaitUntilReadyAsync();

        second.Leads.ShouldBeFalse();
        using HttpResponseMessage alive = await second.GetAsync(ApiRoutes.Live);
        alive.StatusCode.ShouldBe(HttpStatusCode.OK);
        using HttpResponseMessage sent = await second.GetAsync(ApiRoutes.Jobs, ReadToken);
        sent.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        sent.Headers.Location.ShouldBe(new Uri($"http://seed-1:7414{ApiRoutes.Jobs}"));
    }

    [GeneratedRegex(@"\bmandel_\w+")]
    private static partial Regex Measurement();
}
