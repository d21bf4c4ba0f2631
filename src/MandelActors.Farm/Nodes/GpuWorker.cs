using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using MandelActors.Farm.Faults;
using MandelActors.Farm.Jobs;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Store;
using MandelActors.Imaging.Png;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using static MandelActors.Farm.Coordination.FarmProtocol;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Nodes;

/// <summary>Works for one job on one device: asks for as many frames as it can start, computes one while others are coloured, encoded and written.</summary>
/// <remarks>
/// <code>
/// a frame is | until                    | then
/// queued     | DeviceGranted            | computing: the device is this worker's alone
/// computing  | Computed                 | device returned, finishing: colour, encode, write, flush, hash
/// finishing  | Written                  | reported: CompleteFrame to the job
/// reported   | FrameAccepted / Rejected | gone; ask for another
/// any        | failure                  | the disk is full: returned, job paused; otherwise reported as failed, and this worker crashes
///            |                          | once its other frames are settled
/// </code>
/// <para>The job's end ends the worker: no other incarnation of the job would accept its attempts.</para>
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The token is cancelled when the actor stops, and work under way may still look at it.")]
public sealed class GpuWorker : ReceiveActor, IWithTimers
{
    private const string AskTimer = "ask";

    private readonly WorkerId _id;
    private readonly NodeDevice _device;
    private readonly JobId _jobId;
    private readonly IActorRef _job;
    private readonly IActorRef _coordinator;
    private readonly WorkerSettings _settings;
    private readonly RunningWork _work;
    private readonly FrameRenderer _renderer;
    private readonly FrameStore _store;
    private readonly PngOptions _png;
    private readonly int _depth;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Queue<Lease> _queue = new();
    private readonly Dictionary<Attempt, long> _started = [];
    private bool _asked;
    private bool _wantsDevice;
    private bool _healthy;
    private Exception? _crash;

    public GpuWorker(
        WorkerId id, NodeDevice device, JobDefinition definition, IActorRef job, IActorRef coordinator, WorkerSettings settings, RunningWork work)
    {
        _id = id;
        _device = device;
        _jobId = definition.Job;
        _job = job;
        _coordinator = coordinator;
        _settings = settings;
        _work = work;
        _renderer = FrameRenderer.For(definition.Scene);
        _store = definition.OpenStore();
        _png = new PngOptions { Threads = settings.PngThreads };
        _depth = settings.DepthFor(definition.Scene.Image);
        Receive<FramesGranted>(Take);
        Receive<NoFrames>(_ => _asked = false);
        Receive<FramesAvailable>(_ => Ask());
        Receive<AskAgain>(_ => AskOnceMore());
        Receive<DeviceGranted>(_ => Compute());
        Receive<Computed>(Finish);
        Receive<Written>(Report);
        Receive<FrameAccepted>(Accept);
        Receive<FrameRejected>(Reject);
        Receive<WorkFailed>(Fail);
        Receive<JobAccepted>(_ => { });
        Receive<JobRejected>(_ => { });
        Receive<Terminated>(_ => Context.Stop(Self));
        ReceiveAny(Unhandled);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Context.Watch(_job);
        Timers.StartPeriodicTimer(AskTimer, AskAgain.Instance, _settings.AskAgain);
        Ask();
    }

    protected override void PostStop()
    {
        _stopping.Cancel();
        base.PostStop();
    }

    private void Ask()
    {
        int free = _depth - _started.Count;
        // A deep pipeline is filled in quarters: one question for many frames.
        if (_asked || _crash is not null || free < Math.Max(1, _depth / 4)) return;
        _asked = true;
        _job.Tell(new RequestFrames(_id, _device.Id, free, 0));
    }

    private void AskOnceMore()
    {
        _asked = false;
        Ask();
    }

    private void Take(FramesGranted granted)
    {
        _asked = false;
        foreach (var lease in granted.Leases)
        {
            _queue.Enqueue(lease);
            _started[lease.Attempt] = 0;
        }

        WantDevice();
    }

    private void WantDevice()
    {
        if (_wantsDevice || _queue.Count == 0) return;
        _wantsDevice = true;
        _coordinator.Tell(new RequestDevice(_device.Id, _jobId));
    }

    private void Compute()
    {
        if (_crash is not null || !_queue.TryDequeue(out var lease))
        {
            ReturnDevice();
            return;
        }

        _started[lease.Attempt] = Stopwatch.GetTimestamp();
        var cancellation = _stopping.Token;
        _work.Run<object>(() => new Computed(lease, _renderer.Compute(lease.Frame.Value, _device.Device, cancellation)))
            .PipeTo(Self, failure: cause => new WorkFailed(lease, cause, HeldDevice: true));
    }

    private void ReturnDevice()
    {
        _wantsDevice = _crash is null && _queue.Count > 0;
        _coordinator.Tell(new ReturnDevice(_device.Id, _jobId, _wantsDevice));
    }

    private void Finish(Computed computed)
    {
        ReturnDevice();
        var cancellation = _stopping.Token;
        var lease = computed.Lease;
        _work.Run<object>(() =>
        {
            using var frame = computed.Frame;
            cancellation.ThrowIfCancellationRequested();
            var content = frame.Finish(_png);
            Failpoint.Hit(Failpoint.FrameRendered);
            cancellation.ThrowIfCancellationRequested();
            return new Written(lease, _store.Write(lease.Frame, lease.Attempt, content));
        }).PipeTo(Self, failure: cause => new WorkFailed(lease, cause, HeldDevice: false));
    }

    private void Report(Written written)
    {
        var (lease, file) = written;
        int milliseconds = (int)Stopwatch.GetElapsedTime(_started[lease.Attempt]).TotalMilliseconds;
        _job.Tell(new CompleteFrame(
            lease.Frame, lease.Attempt, _id, _device.Id, _device.Device.Info.Kind, file.Sha256, file.Bytes, milliseconds));
    }

    private void Accept(FrameAccepted accepted)
    {
        if (!_healthy) Context.Parent.Tell(new WorkerHealthy(_jobId, _device.Id));
        _healthy = true;
        Settle(accepted.Attempt);
    }

    private void Reject(FrameRejected rejected)
    {
        _store.Discard(rejected.Frame, rejected.Attempt);
        Settle(rejected.Attempt);
    }

    private void Fail(WorkFailed failed)
    {
        if (failed.HeldDevice) ReturnDevice();
        var lease = failed.Lease;
        if (DiskFull.Is(failed.Cause))
        {
            // The pause first: otherwise the frame would be handed out again at once.
            _job.Tell(new PauseJob(PauseCause.OutOfSpace, failed.Cause.Message));
            _job.Tell(new ReturnFrame(lease.Frame, lease.Attempt));
        }
        else
        {
            _job.Tell(new FailFrame(lease.Frame, lease.Attempt, _device.Id, failed.Cause.Message, 0));
            _crash ??= failed.Cause;
            GiveBackQueue();
        }

        Settle(lease.Attempt);
    }

    private void GiveBackQueue()
    {
        while (_queue.TryDequeue(out var lease))
        {
            _job.Tell(new ReturnFrame(lease.Frame, lease.Attempt));
            _started.Remove(lease.Attempt);
        }
    }

    /// <summary>One frame less; a worker that is to crash does so when nothing else of it is under way.</summary>
    private void Settle(Attempt attempt)
    {
        _started.Remove(attempt);
        if (_crash is not null && _started.Count == 0) throw new WorkerCrashedException(_crash.Message, _crash);
        Ask();
    }

    private sealed record AskAgain
    {
        public static AskAgain Instance { get; } = new();
    }

    private sealed record Computed(Lease Lease, ComputedFrame Frame);

    private sealed record Written(Lease Lease, WrittenFrame File);

    private sealed record WorkFailed(Lease Lease, Exception Cause, bool HeldDevice);
}
