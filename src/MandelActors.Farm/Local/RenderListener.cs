using System.Threading.Channels;
using MandelActors.Farm.Coordination;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;

namespace MandelActors.Farm.Local;

/// <summary>Carries what a job and its coordinator say out of the actor system, into a channel.</summary>
internal sealed class RenderListener : ReceiveActor
{
    private readonly JobId _job;

    /// <param name="coordinator">Whom to ask for the job.</param>
    public RenderListener(JobId job, IActorRef coordinator, ChannelWriter<object> output)
    {
        _job = job;
        Receive<JobProtocol.JobStatus>(status => output.TryWrite(status));
        Receive<FarmProtocol.JobInterrupted>(interrupted => output.TryWrite(interrupted), interrupted => interrupted.Job == _job);
        Receive<FarmProtocol.JobStalled>(stalled => output.TryWrite(stalled), stalled => stalled.Job == _job);
        Receive<FarmProtocol.JobStarted>(_ =>
        {
            // Whoever runs it again wants it to go on, and to try once more what failed.
            coordinator.Tell(new FarmProtocol.ToJob(_job, new JobProtocol.WatchJob()));
            coordinator.Tell(new FarmProtocol.ToJob(_job, new JobProtocol.ResumeJob(PauseCause.User)));
            coordinator.Tell(new FarmProtocol.ToJob(_job, new JobProtocol.RetryFrames()));
        });
        ReceiveAny(_ => { });
    }

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(FarmProtocol.JobInterrupted));
        Context.System.EventStream.Subscribe(Self, typeof(FarmProtocol.JobStalled));
    }
}
