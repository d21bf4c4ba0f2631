using MandelActors.FaultTests.Harness;
using MandelActors.FaultTests.Power;
using MandelActors.Testing;

namespace MandelActors.FaultTests.Farm;

/// <summary>Power lost at a seed, between any two of its system calls: what a client or a node was told is on its disk, and another seed goes on from there.</summary>
[Collection(FaultGroup.Name)]
public sealed class SeedPowerTests(GoldenFilms golden) : IDisposable
{
    /// <summary>Disks from which a farm goes on.</summary>
    private const int Resumed = 2;

    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [SkippableFact]
    public async Task A_seed_without_power_has_what_it_told_clients_and_nodes()
    {
        Skip.If(Lacking.Strace is not null, Lacking.Strace);
        (string job, PowerRecording recording) = await RecordAsync();
        PowerAudit audit = new(golden.Short, "store/journal.db", $"store/jobs/{job}");

        List<PowerCut> cuts = [.. recording.Cuts(Enum.GetValues<PowerLoss>())];

        cuts.SelectMany(audit.Faults).Take(10).ShouldBeEmpty();
        audit.MostDone.ShouldBe(FaultScene.Short.Frames);
        // A frame in the store was granted, so the job is known; a fast farm is done before anybody has asked how far it is.
        PowerCut[] onTheWay =
            [.. cuts.Where(cut => cut.Promised < FaultScene.Short.Frames && cut.Disk.Listing.Contains(".png", StringComparison.Ordinal)).DistinctBy(cut => cut.Disk.Listing)];
        for (int number = 1; number <= Resumed; number++) await ResumedAsync(onTheWay[number * (onTheWay.Length - 1) / Resumed], job, number);
    }

    /// <returns>The life of a seed from an empty folder to the end of a job that a node rendered.</returns>
    private async Task<(string Job, PowerRecording Recording)> RecordAsync()
    {
        string disk = Directory.CreateDirectory(_home.Combine("disk")).FullName;
        SystemCallTrace trace = new(_home.Combine("calls"));
        await using FarmCluster farm = new(store: Path.Combine(disk, "store"));
        FarmProcess seed = await farm.StartSeedAsync(under: trace.Recorder);
        string job = await farm.SubmitAsync(FaultScene.Short);
        farm.StartNode(flags: FaultJob.OneByOne);
        // Whoever looks gets promises: every answer says how many frames are done.
        await farm.ShouldHaveLostNothingAsync(job, golden.Short, wasted: 0);
        return (job, new PowerRecording(disk, await trace.ReadAsync(seed.Process.Id)));
    }

    private async Task ResumedAsync(PowerCut cut, string job, int number)
    {
        string disk = Directory.CreateDirectory(_home.Combine($"resumed-{number}")).FullName;
        cut.Disk.WriteTo(disk);
        await using FarmCluster farm = new(store: Path.Combine(disk, "store"));
        await farm.StartSeedAsync();
        farm.StartNode();

        await farm.UntilCompletedAsync(job);

        await farm.StopAsync();
        Journal journal = Journal.Read(Path.Combine(farm.Store, "journal.db"));
        ((IEnumerable<string>)[.. FarmAudit.Job(farm.FolderOf(job), golden.Short, journal.Of(job)), .. FarmAudit.Streams(journal), .. FarmAudit.Strays(farm.Store)])
            .ShouldBeEmpty($"{cut}\n{cut.Disk.Listing}\n{farm.Logs}");
    }
}
