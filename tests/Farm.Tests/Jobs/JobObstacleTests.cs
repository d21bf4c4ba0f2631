using MandelActors.Farm.Healing;
using MandelActors.Protocol.Jobs;
using MandelActors.Testing.Actors;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Tests.Jobs;

/// <summary>Somebody put something where the job's files belong: it says what is where, and neither crashes nor removes it.</summary>
public sealed class JobObstacleTests : IAsyncLifetime, IDisposable
{
    private readonly JobTestBench _bench = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _bench.StopAsync();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_folder_in_a_frames_place_fails_that_frame_alone_and_retry_puts_it_right()
    {
        var worker = _bench.StartJobWithWorker();
        var leases = await worker.Request(10);
        string place = _bench.Folder.Frame(leases[4].Frame);
        Directory.CreateDirectory(place);
        foreach (var lease in leases)
        {
            worker.Write(lease);
            worker.SendReport(lease);
        }

        List<object> replies = [];
        while (replies.Count < leases.Count) replies.Add(await worker.Probe.Next());
        replies.OfType<FrameAccepted>().Count().ShouldBe(9);
        replies.OfType<FrameRejected>().ShouldHaveSingleItem().Reason.ShouldBe($"'{place}' is a folder where a file belongs; move it away, then retry");
        var status = await worker.StatusWhen(now => now.Stage == JobStage.Finished);
        (status.Done, status.Quarantined, status.Reason).ShouldBe((9, 1, $"'{place}' is a folder where a file belongs; move it away, then retry"));
        status.Warnings.ShouldContain(warning => warning.Contains(place, StringComparison.Ordinal));
        Directory.Delete(place);
        TestProbe asker = new(_bench.System);
        asker.Send(_bench.Job, new RetryFrames());
        await asker.Expect<JobAccepted>();
        var again = await worker.RequestUntil(leases[4].Frame);
        worker.Write(again);
        await worker.Report(again);

        (await worker.StatusWhen(now => now.Stage == JobStage.Finished)).Done.ShouldBe(10);
        (await _bench.JournalledAsync()).OfType<JobOpened>().ShouldHaveSingleItem("it crashed on the way");
    }

    [Fact]
    public async Task A_folder_that_takes_a_finished_frames_place_is_found_by_the_healer_and_by_the_next_life()
    {
        var worker = _bench.StartJobWithWorker();
        var lease = (await worker.Request(1))[0];
        worker.Write(lease);
        await worker.Report(lease);
        string place = _bench.Folder.Frame(lease.Frame);
        File.Delete(place);
        Directory.CreateDirectory(place);

        TestProbe asker = new(_bench.System);
        asker.Send(_bench.Job, new CheckFrames());
        await asker.Expect<JobAccepted>();
        var again = await worker.RequestUntil(lease.Frame);
        worker.Write(again);
        worker.SendReport(again);
        (await worker.Probe.Expect<FrameRejected>()).Reason.ShouldContain(place);
        await _bench.StopJobAsync();
        var after = _bench.StartJobWithWorker();

        var status = await after.StatusWhen(now => now.Stage == JobStage.Rendering);
        status.Quarantined.ShouldBe(1);
        status.Warnings.ShouldContain(warning => warning.StartsWith($"'{place}' is a folder", StringComparison.Ordinal));
        (await _bench.JournalledAsync()).OfType<FrameInvalidated>().Single().Why.ShouldBe($"'{place}' is a folder where a file belongs");
        Directory.Exists(place).ShouldBeTrue();
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData(".manifest.json.tmp")]
    public async Task A_folder_in_the_manifests_way_is_told_and_the_next_life_finishes(string name)
    {
        Directory.CreateDirectory(_bench.Folder.In(name));
        var worker = await FinishedByAsync();

        var stuck = await worker.StatusWhen(now => now.Stage == JobStage.Stuck);
        stuck.Reason.ShouldBe($"the job's folder cannot be used: '{_bench.Folder.In(name)}' is a folder where a file belongs; move it away, then retry");
        await _bench.StopJobAsync();
        Directory.Delete(_bench.Folder.In(name));

        (await _bench.StartJobWithWorker().StatusWhen(now => now.Stage == JobStage.Finished)).Done.ShouldBe(10);
        (await _bench.JournalledAsync()).OfType<JobOpened>().Count().ShouldBe(2, "it crashed on the way");
    }

    [Fact]
    public async Task A_file_in_place_of_the_folder_of_frames_is_told_and_no_frame_is_taken_for_lost()
    {
        var worker = await FinishedByAsync();
        await worker.StatusWhen(now => now.Stage == JobStage.Finished);
        await _bench.StopJobAsync();
        string away = _bench.Folder.In("away");
        Directory.Move(_bench.Folder.Frames, away);
        File.WriteAllText(_bench.Folder.Frames, "");

        TestProbe asker = new(_bench.System);
        var stuck = _bench.StartJobWithWorker();
        asker.Send(_bench.Job, new CheckFrames());
        (await stuck.StatusWhen(now => now.Stage == JobStage.Stuck)).Reason.ShouldNotBeNull().ShouldContain($"'{_bench.Folder.Frames}' is a file where a folder belongs");
        // The same when the job has found out: what it would find missing is only out of reach.
        asker.Send(_bench.Job, new CheckFrames());
        await asker.Expect<JobAccepted>(2);
        await _bench.StopJobAsync();
        File.Delete(_bench.Folder.Frames);
        Directory.Move(away, _bench.Folder.Frames);

        (await _bench.StartJobWithWorker().StatusWhen(now => now.Stage == JobStage.Finished)).Done.ShouldBe(10);
        (await _bench.JournalledAsync()).OfType<FrameInvalidated>().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_healer_found_changes_nothing_of_a_job_that_is_stuck_by_now()
    {
        Directory.CreateDirectory(_bench.Folder.Manifest);
        var worker = await FinishedByAsync();
        await worker.StatusWhen(now => now.Stage == JobStage.Stuck);
        TestProbe healer = new(_bench.System);
        healer.Send(_bench.Job, new GetFrames());
        var frame = (await healer.Expect<FrameList>()).Frames[0];

        healer.Send(_bench.Job, new Healer.Finding(frame, "it is missing"));
        healer.Send(_bench.Job, new GetStatus());

        (await healer.Expect<JobStatus>()).Done.ShouldBe(10);
        (await _bench.JournalledAsync()).OfType<FrameInvalidated>().ShouldBeEmpty();
    }

    private async Task<PlayedWorker> FinishedByAsync()
    {
        var worker = _bench.StartJobWithWorker();
        foreach (var lease in await worker.Request(10))
        {
            worker.Write(lease);
            await worker.Report(lease);
        }

        return worker;
    }
}
