using MandelActors.Farm.Coordination;
using MandelActors.Farm.Jobs;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Testing.Actors;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Tests.Jobs;

/// <summary>One job on a real folder with a real journal; the test plays the workers.</summary>
public sealed class ZoomJobTests : IAsyncLifetime, IDisposable
{
    private readonly JobTestBench _bench = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _bench.StopAsync();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_frame_is_acknowledged_when_it_is_in_its_place_and_in_the_journal()
    {
        var worker = _bench.StartJobWithWorker();
        var lease = (await worker.Request(1))[0];
        worker.Write(lease);

        await worker.Report(lease);

        File.Exists(_bench.Folder.Frame(lease.Frame)).ShouldBeTrue();
        File.Exists(_bench.Folder.Temporary(lease.Frame, lease.Attempt)).ShouldBeFalse();
        (await _bench.JournalledAsync()).OfType<FrameCompleted>().Select(completed => completed.Frame).ShouldBe([lease.Frame]);
    }

    [Fact]
    public async Task Reports_that_come_together_are_all_acknowledged()
    {
        var worker = _bench.StartJobWithWorker();
        var leases = await worker.Request(8);
        foreach (var lease in leases) worker.Write(lease);
        foreach (var lease in leases) worker.SendReport(lease);

        var accepted = await worker.Probe.Expect<FrameAccepted>(leases.Count);

        accepted.Select(reply => reply.Frame).ShouldBe(leases.Select(lease => lease.Frame));
        (await _bench.JournalledAsync()).OfType<FrameCompleted>().Count().ShouldBe(8);
    }

    [Fact]
    public async Task A_report_that_comes_twice_is_acknowledged_twice_and_journalled_once()
    {
        var worker = _bench.StartJobWithWorker();
        var lease = (await worker.Request(1))[0];
        worker.Write(lease);
        worker.SendReport(lease);
        worker.SendReport(lease);

        await worker.Probe.Expect<FrameAccepted>(2);

        (await _bench.JournalledAsync()).OfType<FrameCompleted>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task The_frames_of_a_worker_that_ends_go_to_another_and_its_late_result_is_turned_away()
    {
        var dead = _bench.StartJobWithWorker();
        var late = (await dead.Request(1))[0];
        dead.Write(late);
        var alive = _bench.AnotherWorker();
        _bench.System.Stop(dead.Probe.Ref);
        var taken = await alive.RequestUntil(late.Frame);

        alive.SendReport(late);
        await alive.Probe.Expect<FrameRejected>();
        File.Exists(_bench.Folder.Frame(late.Frame)).ShouldBeFalse();
        alive.Write(taken);
        await alive.Report(taken);

        taken.Attempt.ShouldBeGreaterThan(late.Attempt);
        (await alive.Status()).LateAttempts.ShouldBe(1);
    }

    [Fact]
    public async Task A_job_started_again_knows_its_frames_and_numbers_its_attempts_higher()
    {
        var before = _bench.StartJobWithWorker();
        var leases = await before.Request(3);
        before.Write(leases[0]);
        await before.Report(leases[0]);
        before.Write(leases[1]);
        await _bench.StopJobAsync();

        var after = _bench.StartJobWithWorker();
        var again = await after.Request(3);

        again.Select(lease => lease.Frame.Value).ShouldBe([1, 2, 3]);
        again.Min(lease => lease.Attempt).ShouldBeGreaterThan(leases.Max(lease => lease.Attempt));
        Directory.GetFiles(_bench.Folder.Frames).ShouldBe([_bench.Folder.Frame(leases[0].Frame)]);
    }

    [Fact]
    public async Task A_job_that_checks_its_frames_says_from_the_start_how_many_there_are()
    {
        var worker = _bench.StartJobWithWorker();
        TestProbe watcher = new(_bench.System);
        watcher.Send(_bench.Job, new WatchJob());
        foreach (var lease in await worker.Request(10))
        {
            worker.Write(lease);
            await worker.Report(lease);
        }

        JobStatus status;
        do status = await watcher.Expect<JobStatus>();
        while (status.Stage != JobStage.Checking);

        status.StageTotal.ShouldBe(10);
    }

    [Fact]
    public async Task What_each_device_did_outlives_the_jobs_actor()
    {
        var before = _bench.StartJobWithWorker();
        foreach (var lease in await before.Request(3))
        {
            before.Write(lease);
            await before.Report(lease);
        }

        await _bench.StopJobAsync();
        var after = _bench.StartJobWithWorker();

        var status = await after.StatusWhen(now => now.Stage != JobStage.Opening);
        status.Contributions.ShouldHaveSingleItem().Frames.ShouldBe(3);
        status.Devices.ShouldBeEmpty("this life has done nothing yet");
    }

    [Fact]
    public async Task A_job_recovered_from_a_snapshot_knows_the_same()
    {
        var before = _bench.StartJobWithWorker(JobSettings.Default with { SnapshotEvery = 1 });
        foreach (var lease in await before.Request(4))
        {
            before.Write(lease);
            await before.Report(lease);
        }

        var status = await before.Status();
        await _bench.StopJobAsync();
        (await _bench.HasSnapshotAsync()).ShouldBeTrue();

        var after = await _bench.StartJobWithWorker().Status();

        (after.Done, after.FrameBytes).ShouldBe((status.Done, status.FrameBytes));
    }

    [Fact]
    public async Task Damage_that_the_healer_finds_makes_the_frame_wanted_again()
    {
        var worker = _bench.StartJobWithWorker();
        var lease = (await worker.Request(1))[0];
        worker.Write(lease);
        await worker.Report(lease);
        File.WriteAllBytes(_bench.Folder.Frame(lease.Frame), []);

        worker.Probe.Send(_bench.Job, new CheckFrames());
        await worker.Probe.Expect<JobAccepted>();
        var again = await worker.RequestUntil(lease.Frame);

        again.Attempt.ShouldBeGreaterThan(lease.Attempt);
        (await _bench.JournalledAsync()).OfType<FrameInvalidated>().Single().Why.ShouldContain("0 bytes");
    }

    [Fact]
    public async Task A_job_paused_by_a_full_disk_goes_on_by_itself_when_there_is_room()
    {
        var worker = _bench.StartJobWithWorker(JobSettings.Default with { ReserveBytes = 0, SpaceInterval = TimeSpan.FromMilliseconds(20) });
        await worker.Request(1);

        worker.Probe.Send(_bench.Job, new PauseJob(PauseCause.OutOfSpace, "no space left"));
        await worker.Probe.Expect<JobAccepted>();

        (await worker.Request(1)).Count.ShouldBe(1);
        var events = await _bench.JournalledAsync();
        events.OfType<JobPaused>().Single().Reason.ShouldBe("no space left");
        events.OfType<JobResumed>().Single().Cause.ShouldBe(PauseCause.OutOfSpace);
    }

    [Fact]
    public async Task A_full_journal_stops_the_job_and_the_coordinator_brings_it_back_when_there_is_room()
    {
        _bench.Journal.HasRoom = false;
        TestProbe listener = new(_bench.System);
        _bench.System.EventStream.Subscribe(listener.Ref, typeof(FarmProtocol.JobInterrupted));
        var coordinator = _bench.StartCoordinator();

        coordinator.Tell(new FarmProtocol.StartJob(_bench.Definition), listener.Ref);
        await listener.Expect<FarmProtocol.JobStarted>();
        (await listener.Expect<FarmProtocol.JobInterrupted>()).Reason.ShouldContain("no space left");
        (await listener.Expect<FarmProtocol.JobInterrupted>()).Pause.ShouldBeGreaterThan(TimeSpan.Zero);
        _bench.Journal.HasRoom = true;
        var worker = _bench.WorkerThrough(coordinator);

        (await worker.Request(1)).Count.ShouldBe(1);
        (await _bench.JournalledAsync()).OfType<JobOpened>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_folder_that_must_have_history_and_has_none_is_left_alone()
    {
        string foreign = _bench.Folder.Frame(new FrameNumber(0));
        File.WriteAllText(foreign, "somebody else's");

        var worker = _bench.StartJobWithWorker(change: definition => definition with { MustHaveHistory = true });
        var status = await worker.StatusWhen(status => status.Stage == JobStage.Stuck);

        status.Reason.ShouldNotBeNull().ShouldContain("--restart");
        File.ReadAllText(foreign).ShouldBe("somebody else's");
    }
}
