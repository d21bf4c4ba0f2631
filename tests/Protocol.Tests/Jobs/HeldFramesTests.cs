using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Protocol.Tests.Jobs;

/// <summary>What a worker hears of frames that it finished before and still has.</summary>
public sealed class HeldFramesTests
{
    private readonly JobScript _job = new(frames: 4);

    [Fact]
    public void A_worker_is_told_which_of_the_frames_it_has_nobody_wants()
    {
        _job.Complete(_job.Request("w1", 1)[0]);

        var reply = _job.Send(new RequestFrames(new WorkerId("w2"), JobScript.Cpu, 1, 1) { Held = [new FrameNumber(0), new FrameNumber(2), new FrameNumber(99)] });

        var granted = reply.ShouldBeOfType<FramesGranted>();
        granted.Leases.Single().Frame.ShouldBe(new FrameNumber(2));
        granted.Unwanted.ShouldBe([new FrameNumber(0), new FrameNumber(99)]);
    }

    [Fact]
    public void A_worker_is_told_so_while_the_job_rests_and_that_nothing_it_has_is_wanted_by_one_that_is_cancelled()
    {
        FrameNumber[] held = [new FrameNumber(0), new FrameNumber(2)];
        _job.Complete(_job.Request("w1", 1)[0]);

        _job.Send(new PauseJob(PauseCause.User, "lunch"));
        Asked().Unwanted.ShouldBe([held[0]]);
        _job.Send(new CancelJob("enough"));
        Asked().Unwanted.ShouldBe(held);

        NoFrames Asked() => _job.Send(new RequestFrames(new WorkerId("w2"), JobScript.Cpu, 1, 1) { Held = held }).ShouldBeOfType<NoFrames>();
    }
}
