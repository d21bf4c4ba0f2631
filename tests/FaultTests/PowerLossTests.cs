using MandelActors.FaultTests.Harness;
using MandelActors.FaultTests.Power;
using MandelActors.Testing;

using Xunit.Abstractions;

namespace MandelActors.FaultTests;

/// <summary>
/// Power lost between any two system calls of a job, with everything that nobody had flushed. The calls are those of the real program, its database and its encoder;
/// what a disk keeps of them is worked out by <see cref="DiskModel"/>, in each of the ways of <see cref="PowerLoss"/>.
/// </summary>
[Collection(FaultGroup.Name)]
public sealed class PowerLossTests(GoldenFilms golden, ITestOutputHelper output, PowerLossTests.Run run) : IDisposable, IClassFixture<PowerLossTests.Run>
{
    /// <summary>Disks from which the job is gone on with: all are looked at, and going on takes a second each.</summary>
    private const int Resumed = 8;

    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [SkippableFact]
    public async Task Whatever_is_not_flushed_may_be_lost_at_any_moment_and_nothing_that_was_promised_is()
    {
        Skip.If(Lacking.Strace is not null, Lacking.Strace);
        PowerAudit audit = Auditor();

        List<PowerCut> cuts = [.. run.Recording.Cuts(Enum.GetValues<PowerLoss>())];

        cuts.SelectMany(audit.Faults).Take(10).ShouldBeEmpty();
        cuts.Count.ShouldBeGreaterThan(FaultScene.Short.Frames * 4);
        audit.MostDone.ShouldBe(FaultScene.Short.Frames);
        cuts.Max(cut => cut.Promised).ShouldBe(FaultScene.Short.Frames);
        PowerCut[] looks = [.. cuts.DistinctBy(cut => cut.Disk.Listing)];
        output.WriteLine($"{cuts.Count} disks, of which {looks.Length} look different");
        for (int look = 0; look < Resumed; look++) await ResumedAsync(looks[look * (looks.Length - 1) / (Resumed - 1)], look);
    }

    /// <summary>A program that forgot one of its flushes would be found out.</summary>
    [SkippableFact]
    public void The_audit_misses_every_kind_of_flush_that_is_left_out()
    {
        Skip.If(Lacking.Strace is not null, Lacking.Strace);

        FaultsWithout(path => path.Contains("/frames/.", StringComparison.Ordinal)).ShouldContain(fault => fault.EndsWith("is in the journal and damaged", StringComparison.Ordinal));
        FaultsWithout(path => path.EndsWith("/frames", StringComparison.Ordinal)).ShouldContain(fault => fault.EndsWith("is in the journal and gone", StringComparison.Ordinal));
        FaultsWithout(path => path.EndsWith("/job", StringComparison.Ordinal)).ShouldNotBeEmpty();
        FaultsWithout(path => path == run.Recording.Root).ShouldNotBeEmpty();
        FaultsWithout(path => path.EndsWith(".db-wal", StringComparison.Ordinal)).ShouldContain(fault => fault.Contains("were said to be done", StringComparison.Ordinal));
        FaultsWithout(path => path.Contains(".film.", StringComparison.Ordinal)).ShouldContain(fault => fault.EndsWith("the film is in the journal and gone or damaged", StringComparison.Ordinal));

        List<string> FaultsWithout(Func<string, bool> forgotten) => [.. run.Recording.Without(forgotten).Cuts(PowerLoss.Everything).SelectMany(Auditor().Faults)];
    }

    private PowerAudit Auditor() => new(golden.Short, "job/journal.db", "job");

    private async Task ResumedAsync(PowerCut cut, int number)
    {
        string home = Directory.CreateDirectory(_home.Combine($"resumed-{number}")).FullName;
        cut.Disk.WriteTo(home);
        FaultJob job = new(FaultScene.Short, home);

        MandelResult result = await job.RenderAsync();

        result.ExitCode.ShouldBe(0, $"{cut}\n{cut.Disk.Listing}\n{result}");
        Audit.Faults(job.Folder, golden.Short).ShouldBeEmpty($"{cut}\n{cut.Disk.Listing}");
    }

    /// <summary>A run of the short film, from the first call to the last.</summary>
    public sealed class Run : IAsyncLifetime, IDisposable
    {
        private readonly TemporaryFolder _home = new();

        internal PowerRecording Recording { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            if (Lacking.Strace is not null) return;
            string disk = Directory.CreateDirectory(_home.Combine("disk")).FullName;
            FaultJob job = new(FaultScene.Short, _home.Path, Path.Combine(disk, "job"));
            SystemCallTrace trace = new(_home.Combine("calls"));
            await using MandelProcess mandel = job.StartUnder(trace.Recorder, [.. FaultJob.OneByOne, "--json"]);
            (await mandel.WaitAsync()).ShouldBeDone();
            Recording = new PowerRecording(disk, await trace.ReadAsync(mandel.Id));
        }

        public Task DisposeAsync() => Task.CompletedTask;

        public void Dispose() => _home.Dispose();
    }
}
