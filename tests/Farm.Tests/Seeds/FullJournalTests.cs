using System.Diagnostics;
using System.Net;
using MandelActors.Farm.Tests.Leadership;
using MandelActors.Protocol.Api;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Seeds;

/// <summary>A database whose disk is really full, and gets room again.</summary>
public sealed class FullJournalTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const int Mebibyte = 1 << 20;

    [SkippableFact]
    public async Task A_full_disk_of_the_database_is_seen_and_survived()
    {
        Skip.If(Lacking.Mounting is not null, Lacking.Mounting);
        var cluster = server.Cluster;
        using SizedTmpfs disk = SizedTmpfs.Mount(64 * Mebibyte);
        string place = Path.Combine(disk.Path, "tables");
        Directory.CreateDirectory(place);
        if (Environment.IsPrivilegedProcess) Process.Start("chown", ["postgres", place]).WaitForExit();
        cluster.Execute("postgres", $"CREATE TABLESPACE small LOCATION '{place}'");
        string database = cluster.NewDatabase("TABLESPACE small");
        await using var seed = await RunningSeed.StartAsync(options => options with
        {
            Devices = "cpu",
            Journal = cluster.ConnectionString(database),
            // A seed that stands still for some seconds leads on: there is no other.
            Settings = options.Settings with { Seed = options.Settings.Seed with { TakeoverSeconds = 300 } },
        });
        await Eventually.TrueAsync(() => seed.Host.Leads, () => "it never leads");
        await Eventually.TrueAsync(async () => await ReadyAsync(seed) is null, () => "it is never ready");
        string job = await seed.SubmittedAsync(RunningSeed.SmallScene.Replace("\"seconds\": 1", "\"seconds\": 2000", StringComparison.Ordinal));
        disk.Fill(leave: 0);

        await Eventually.TrueAsync(async () => await ReadyAsync(seed) == "the journal cannot be written: no space left", () => "it goes on as if nothing were");
        (await seed.UntilAsync(job, view => view.Reason is not null)).Reason!.ShouldContain("no space left for the journal");
        disk.Relieve();

        await Eventually.TrueAsync(async () => await ReadyAsync(seed) is null, () => "it is never ready again");
        int done = (await seed.ViewAsync(job)).Done;
        await seed.UntilAsync(job, view => view.Done > done);
        await seed.EndAsync();
        cluster.TerminateSessions(database);
        cluster.Execute("postgres", $"DROP DATABASE {database}");
        cluster.Execute("postgres", "DROP TABLESPACE small");
    }

    /// <returns>Null if the seed is ready, otherwise why not.</returns>
    private static async Task<string?> ReadyAsync(RunningSeed seed)
    {
        using var answer = await seed.Client.GetAsync(ApiRoutes.Ready);
        return answer.StatusCode == HttpStatusCode.OK ? null : (await RunningSeed.ProblemAsync(answer)).Detail;
    }
}
