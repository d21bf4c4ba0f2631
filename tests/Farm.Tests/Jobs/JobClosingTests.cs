using System.Diagnostics;
using MandelActors.Farm.Coordination;
using MandelActors.Farm.Jobs;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Testing;
using MandelActors.Testing.Actors;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Tests.Jobs;

/// <summary>The end of a job: on a full disk, and when somebody asks for more just then.</summary>
public sealed class JobClosingTests
{
    /// <summary>The disk is looked at often, and none of it is kept free: what fails to be written finds that out.</summary>
    private static readonly JobSettings NoReserve = JobSettings.Default with { ReserveBytes = 0, SpaceInterval = TimeSpan.FromMilliseconds(20) };

    [SkippableFact]
    public async Task A_cancelled_job_on_a_full_disk_ends_without_its_manifest()
    {
        Skip.If(Lacking.Mounting is not null, Lacking.Mounting);
        using var disk = SizedTmpfs.Mount(4 << 20);
        using JobTestBench bench = new(disk.Path);
        var worker = bench.StartJobWithWorker(NoReserve);
        var lease = (await worker.Request(1))[0];
        worker.Write(lease);
        await worker.Report(lease);
        disk.Fill(0);

        await ActAsync(bench, new CancelJob("to make room"));

        var ended = await UntilAsync(worker, status => status.Stage == JobStage.Stuck);
        (ended.Phase, ended.Reason, ended.Done).ShouldBe((JobPhase.Cancelled, "to make room", 1));
        ended.Warnings.ShouldContain(warning => warning.StartsWith("no space left for the manifest: ", StringComparison.Ordinal));
        File.Exists(bench.Folder.Manifest).ShouldBeFalse();
        await bench.StopAsync();
    }

    [SkippableFact]
    public async Task A_job_that_is_done_on_a_full_disk_waits_for_room_and_writes_its_manifest_then()
    {
        Skip.If(Lacking.Mounting is not null, Lacking.Mounting);
        using var disk = SizedTmpfs.Mount(4 << 20);
        using JobTestBench bench = new(disk.Path);
        var worker = bench.StartJobWithWorker(NoReserve);
        var leases = await worker.Request(10);
        foreach (var lease in leases) worker.Write(lease);
        disk.Fill(0);
        foreach (var lease in leases) worker.SendReport(lease);
        await worker.Probe.Expect<FrameAccepted>(leases.Count);

        var waiting = await UntilAsync(worker, status => status.Phase == JobPhase.Paused);
        waiting.Done.ShouldBe(10);
        disk.Relieve();

        await UntilAsync(worker, status => status is { Phase: JobPhase.Completed, Stage: JobStage.Finished });
        File.Exists(bench.Folder.Manifest).ShouldBeTrue();
        (await bench.JournalledAsync()).OfType<JobPaused>().ShouldHaveSingleItem().Cause.ShouldBe(PauseCause.OutOfSpace);
        await bench.StopAsync();
    }

    [Fact]
    public async Task A_frame_that_is_wanted_again_while_the_job_is_closed_is_not_swept_away()
    {
        using JobTestBench bench = new();
        var worker = bench.StartJobWithWorker(JobSettings.Default with { FailuresPerFrame = 1 });
        var leases = await worker.Request(10);
        // So many that the sweep takes its time; they lie where it begins.
        string[] leftovers = [.. Enumerable.Range(0, 20_000).Select(number => bench.Folder.In($".{number}.1.tmp"))];
        foreach (string path in leftovers) File.WriteAllBytes(path, []);
        foreach (var lease in leases.Skip(1)) worker.Write(lease);
        foreach (var lease in leases.Skip(1)) await worker.Report(lease);
        await worker.Fail(leases[0]);
        await Eventually.TrueAsync(() => Directory.GetFiles(bench.Folder.Path, ".*.1.tmp").Length < leftovers.Length, () => "the sweep never began");

        await ActAsync(bench, new RetryFrames());
        var again = await worker.RequestUntil(leases[0].Frame);
        worker.Write(again);
        await Eventually.TrueAsync(() => File.Exists(bench.Folder.Manifest), () => "the job was never closed");
        await worker.Report(again);

        (await UntilAsync(worker, status => status.Stage == JobStage.Finished)).Done.ShouldBe(10);
        (await bench.JournalledAsync()).OfType<JobOpened>().ShouldHaveSingleItem("it crashed on the way");
        await bench.StopAsync();
    }

    [Fact]
    public async Task Workers_hear_that_a_finished_job_goes_on()
    {
        using JobTestBench bench = new();
        var worker = bench.StartJobWithWorker(JobSettings.Default with { FailuresPerFrame = 1 });
        var leases = await worker.Request(10);
        foreach (var lease in leases.Skip(1)) worker.Write(lease);
        foreach (var lease in leases.Skip(1)) await worker.Report(lease);
        await worker.Fail(leases[0]);
        await UntilAsync(worker, status => status.Stage == JobStage.Finished);
        await ActAsync(bench, new PauseJob(PauseCause.User, "paused by hand"));
        await ActAsync(bench, new RetryFrames());
        (await worker.RequestOnce(1)).ShouldBeEmpty();

        await ActAsync(bench, new ResumeJob(PauseCause.User));

        await worker.Probe.Expect<FarmProtocol.FramesAvailable>();
        (await worker.Request(1)).ShouldHaveSingleItem().Frame.ShouldBe(leases[0].Frame);
        await bench.StopAsync();
    }

    [SkippableFact]
    public async Task A_look_that_is_asked_for_while_the_job_is_closed_comes_to_its_end_before_the_job_does()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        using JobTestBench bench = new();
        var worker = bench.StartJobWithWorker();
        var completes = bench.Journal.Hold("job-completed.v1");
        foreach (var lease in await worker.Request(10))
        {
            worker.Write(lease);
            await worker.Report(lease);
        }

        await completes.Waits;
        // A pipe that nobody writes into: whoever looks at the frame stands still.
        string frame = bench.Folder.Frame(new FrameNumber(0));
        File.Delete(frame);
        using (var made = Process.Start("mkfifo", [frame])) await made.WaitForExitAsync();
        TestProbe asker = new(bench.System);
        asker.Send(bench.Job, new CheckFrames());
        var refused = worker.RequestOnce(1);
        completes.Release();

        await asker.Expect<JobAccepted>();
        (await refused).ShouldBeEmpty();
        await worker.Probe.Expect<FarmProtocol.FramesAvailable>();
        File.Exists(bench.Folder.Manifest).ShouldBeTrue("it was not closed yet");
        (await worker.Status()).Stage.ShouldBe(JobStage.Checking);
        await bench.StopAsync();
        await using FileStream end = new(frame, FileMode.Open, FileAccess.Write);
    }

    [Fact]
    public async Task A_seed_that_does_not_lead_any_more_sweeps_nothing_away()
    {
        using JobTestBench bench = new();
        string frame = bench.Folder.Frame(new FrameNumber(3));
        await File.WriteAllTextAsync(frame, "rendered for the seed that leads now");
        TestProbe listener = new(bench.System);
        bench.System.EventStream.Subscribe(listener.Ref, typeof(FarmProtocol.JobInterrupted));
        var coordinator = bench.StartCoordinator(JobSettings.Default with { MayCommit = () => false });

        coordinator.Tell(new FarmProtocol.StartJob(bench.Definition), listener.Ref);
        await listener.Expect<FarmProtocol.JobStarted>();
        (await listener.Expect<FarmProtocol.JobInterrupted>()).Reason.ShouldContain("does not lead any more");
        await bench.StopAsync();

        File.Exists(frame).ShouldBeTrue();
    }

    private static async Task ActAsync(JobTestBench bench, IJobCommand command)
    {
        TestProbe asker = new(bench.System);
        asker.Send(bench.Job, command);
        await asker.Expect<JobAccepted>();
    }

    private static async Task<JobStatus> UntilAsync(PlayedWorker worker, Predicate<JobStatus> wanted)
    {
        var status = await worker.Status();
        await Eventually.TrueAsync(async () => wanted(status = await worker.Status()), () => $"the job is still {status}");
        return status;
    }
}
