using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Testing;
using MandelActors.Testing.Actors;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Tests.Jobs;

/// <summary>A frame is found damaged while the film is made of it.</summary>
public sealed class JobFilmTests : IAsyncLifetime, IDisposable
{
    private readonly PlayedEncoder _encoder = new();
    private readonly JobTestBench _bench;

    public JobFilmTests() => _bench = new JobTestBench(ffmpeg: _encoder.Path);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _bench.StopAsync();

    public void Dispose()
    {
        _bench.Dispose();
        _encoder.Dispose();
    }

    [SkippableFact]
    public async Task A_film_that_fails_takes_no_frame_from_whoever_is_writing_it()
    {
        SkipWithoutEncoder();
        var worker = await FilmingAsync();
        var again = await DamagedAsync(worker);
        worker.Write(again);

        _encoder.Fail();
        await worker.StatusWhen(status => status.Stage == JobStage.Rendering);
        File.Exists(_bench.Folder.Temporary(again.Frame, again.Attempt)).ShouldBeTrue();
        _encoder.Encode();
        await worker.Report(again);

        (await worker.StatusWhen(status => status.Stage == JobStage.Finished)).Film.ShouldNotBeNull();
        (await _bench.JournalledAsync()).OfType<JobOpened>().ShouldHaveSingleItem("it crashed on the way");
    }

    [SkippableFact]
    public async Task A_film_of_a_frame_that_came_out_otherwise_meanwhile_is_made_once_more()
    {
        SkipWithoutEncoder();
        var worker = await FilmingAsync();
        var again = await DamagedAsync(worker);
        worker.Write(again, shade: 200);
        await worker.Report(again);

        _encoder.Encode();

        var film = (await worker.StatusWhen(status => status.Stage == JobStage.Finished)).Film.ShouldNotBeNull();
        TestProbe asker = new(_bench.System);
        asker.Send(_bench.Job, new GetFrames());
        film.FramesSha256.ShouldBe(JobState.DigestOf((await asker.Expect<FrameList>()).Frames));
    }

    private static void SkipWithoutEncoder()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        Skip.If(Lacking.Ffmpeg is not null, Lacking.Ffmpeg);
    }

    /// <summary>Every frame is there, the encoder has the first of them, and stands still.</summary>
    private async Task<PlayedWorker> FilmingAsync()
    {
        _encoder.StandStill();
        var worker = _bench.StartJobWithWorker();
        foreach (var lease in await worker.Request(10))
        {
            worker.Write(lease);
            await worker.Report(lease);
        }

        await _encoder.UntilStandingAsync();
        await worker.StatusWhen(status => status is { Stage: JobStage.Filming, StageDone: > 0 });
        return worker;
    }

    /// <returns>The first frame, which the healer found missing, to be rendered again.</returns>
    private async Task<Lease> DamagedAsync(PlayedWorker worker)
    {
        File.Delete(_bench.Folder.Frame(new FrameNumber(0)));
        TestProbe asker = new(_bench.System);
        asker.Send(_bench.Job, new CheckFrames());
        await asker.Expect<JobAccepted>();
        await worker.StatusWhen(status => status.Done < status.FrameCount);
        var lease = (await worker.RequestOnce(1)).ShouldHaveSingleItem();
        lease.Frame.ShouldBe(new FrameNumber(0));
        return lease;
    }
}
