using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using Microsoft.Extensions.Logging;
using static MandelActors.Farm.Coordination.FarmProtocol;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Seeds.Observing;

/// <summary>Listens to what the farm says of itself on the event stream: counts it, and writes into the log what somebody may look for later.</summary>
/// <remarks>Stateless but for the tally. Whoever starts it subscribes it to <see cref="Channels"/>, before there is anything to hear.</remarks>
internal sealed partial class FarmObserver : ReceiveActor
{
    private readonly FarmTally _tally;
    private readonly ILogger _log;

    public FarmObserver(FarmTally tally, ILogger log)
    {
        (_tally, _log) = (tally, log);
        Receive<JobChanged>(changed => Note(changed.Job, changed.Change));
        Receive<JobWarned>(warned => Warned(_log, warned.Job, warned.Warning));
        Receive<FramesAsked>(_tally.Note);
        Receive<DeviceWorked>(_tally.Note);
        Receive<NodesChanged>(_tally.Note);
        Receive<JobLetGo>(_tally.Note);
        ReceiveAny(Unhandled);
    }

    /// <summary>What it listens to.</summary>
    public static IReadOnlyList<Type> Channels { get; } =
        [typeof(JobChanged), typeof(JobWarned), typeof(FramesAsked), typeof(DeviceWorked), typeof(NodesChanged), typeof(JobLetGo)];

    protected override void PostStop()
    {
        _tally.EndTerm();
        base.PostStop();
    }

    private void Note(JobId job, IJobEvent change)
    {
        // Who held the frame is known until the change is counted.
        using var about = change switch
        {
            LeaseReleased released => About(_tally.HolderOf(job, released.Frame)),
            AttemptRejected late => About(late.Device),
            _ => null,
        };
        _tally.Note(job, change);
        switch (change)
        {
            case FrameFailed failed:
                Failed(_log, job, failed.Frame, failed.Attempt, failed.Device, failed.Reason);
                break;
            case FrameQuarantined quarantined:
                Quarantined(_log, job, quarantined.Frame, quarantined.Failures, quarantined.Reason);
                break;
            case FrameDisputed disputed:
                Disputed(_log, job, disputed.Frame, disputed.Attempt, disputed.Device, disputed.Found, disputed.Known, disputed.DeviceKind);
                break;
            case FrameInvalidated invalidated:
                Invalidated(_log, job, invalidated.Frame, invalidated.Why);
                break;
            case FrameRetried retried:
                Retried(_log, job, retried.Frame);
                break;
            case LeaseReleased { WorkerVanished: true } lost:
                Lost(_log, job, lost.Frame, lost.Attempt);
                break;
            // What was taken back is told by why it was: a frame set aside, a device distrusted, a job cancelled.
            case LeaseReleased { IsTakenBack: false } returned:
                Returned(_log, job, returned.Frame, returned.Attempt);
                break;
            case AttemptRejected late:
                Late(_log, job, late.Frame, late.Attempt);
                break;
            case DeviceSetAside aside:
                SetAside(_log, job, aside.Device, aside.Reason);
                break;
            case DeviceTrusted trusted:
                Trusted(_log, job, trusted.Device);
                break;
            case JobPaused { Cause: PauseCause.User } paused:
                PausedByHand(_log, job, paused.Reason);
                break;
            case JobPaused paused:
                Paused(_log, job, paused.Reason);
                break;
            case JobResumed:
                Resumed(_log, job);
                break;
        }
    }

    /// <summary>What is said until the result is disposed of is about the device, if it is known.</summary>
    private IDisposable? About(DeviceId? device) => device is { } known ? _log.BeginScope(new KeyValuePair<string, object?>[] { new("device", known) }) : null;
}
