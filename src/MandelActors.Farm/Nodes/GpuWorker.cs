using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using MandelActors.Farm.Faults;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Store;
using MandelActors.Imaging.Png;
using MandelActors.Kernels;
using MandelActors.Protocol.Ids;
using Microsoft.Extensions.Logging;
using static MandelActors.Farm.Coordination.FarmProtocol;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Nodes;

/// <summary>Works for one job on one device: asks for as many frames as it can start, computes one while others are coloured, encoded and written.</summary>
/// <remarks>
/// <code>
/// a frame is | until                    | then
/// queued     | DeviceGranted            | computing: the device is this worker's alone
/// queued     | LongestWait without it   | given back: other jobs have the device. When its turn comes, the device waits for the answer to the next question
/// computing  | Computed                 | device returned, finishing: colour, cross-check if it is its turn, encode, write, flush, hash
/// finishing  | Written                  | reported: CompleteFrame to the job
/// held       | Written                  | the same: it was finished before the job was lost from sight, and is only handed in again
/// reported   | FrameAccepted / Rejected | gone; ask for another
/// any        | failure                  | the disk is full: returned, job paused; otherwise reported as failed, and this worker crashes
///            |                          | once its other frames are settled
/// </code>
/// <para>The job's end ends the worker: no other incarnation of the job would accept its attempts. Where frames outlive the job's being out of
/// reach (<see cref="IFrameDelivery.OutlivesJob"/>) it first finishes what is on the device or behind it. The process's end ends it too: what has left
/// the device is handed in, all else given back, so that nobody takes its going for a crash.</para>
/// <para>Read on in .Finishing: what becomes of a computed frame; and in .Ending: failures, crashes, the end of the job or of the process.</para>
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The token is cancelled when the actor stops, and work under way may still look at it.")]
public sealed partial class GpuWorker : ReceiveActor, IWithTimers
{
    private const string AskTimer = "ask";
    private const string HangTimer = "hang";

    private readonly WorkerId _id;
    private readonly NodeDevice _device;
    private readonly JobId _jobId;
    private readonly IActorRef _job;
    private readonly WorkerSettings _settings;
    private readonly RunningWork _work;
    private readonly ILogger _log;
    private readonly FrameRenderer _renderer;
    private readonly IFrameDelivery _delivery;
    private readonly PngOptions _png;
    private readonly FrameCheck _check;
    private readonly int _depth;
    private readonly TimeSpan _most;
    private readonly CancellationTokenSource _deviceStops = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _jobLost = new();
    private readonly Queue<Lease> _queue = new();
    private readonly Dictionary<Attempt, long> _started = [];
    private readonly Dictionary<Attempt, FrameNumber> _reported = [];
    private readonly Dictionary<Attempt, TimeSpan> _busy = [];
    private readonly HashSet<Attempt> _checked = [];
    private bool _asked;
    private bool _wantsDevice;
    private bool _hasDevice;
    private bool _starves;
    private bool _deviceWaits;
    private bool _healthy;
    private Exception? _crash;

    /// <param name="delivery">Where the frames go.</param>
    /// <param name="work">Counts what runs outside the actor.</param>
    /// <param name="log">The node's own; the job hears of everything in any case.</param>
    public GpuWorker(
        WorkerId id, NodeDevice device, WorkOrder order, IActorRef job, IFrameDelivery delivery, WorkerSettings settings, RunningWork work, ILogger log)
    {
        _id = id;
        _device = device;
        _jobId = order.Job;
        _job = job;
        _settings = settings;
        _work = work;
        _log = log;
        _renderer = FrameRenderer.For(order.Scene);
        _delivery = delivery;
        _check = new FrameCheck(order.Scene, settings.CrossCheckEvery);
        _png = new PngOptions { Threads = settings.PngThreads };
        _most = order.MaxFrameTime;
        _depth = settings.DepthFor(order.Scene.Image);
        Receive<FramesGranted>(Take);
        Receive<NoFrames>(Rest);
        Receive<FramesAvailable>(_ => Ask());
        Receive<AskAgain>(_ => AskOnceMore());
        Receive<DeviceGranted>(_ => Compute());
        Receive<Computed>(Finish);
        Receive<Kept>(kept =>
        {
            if (kept.IsChecked) _checked.Add(kept.Lease.Attempt);
            HandIn(kept.Lease);
        });
        Receive<Written>(Report);
        Receive<HandInFailed>(Spare);
        Receive<FrameAccepted>(Accept);
        Receive<FrameRejected>(Reject);
        Receive<WorkFailed>(Fail);
        Receive<DeviceUnfit>(Abandon);
        Receive<DeviceHangs>(Hang);
        Receive<EndWork>(_ => Stop());
        Receive<GiveUpRest>(_ => GiveBackRest());
        Receive<JobAccepted>(_ => { });
        Receive<JobRejected>(_ => { });
        Receive<Terminated>(_ => Leave());
        ReceiveAny(Unhandled);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private bool IsEnding => _leaving || _stops || _crash is not null;

    protected override void PreStart()
    {
        Context.Watch(_job);
        Timers.StartPeriodicTimer(AskTimer, AskAgain.Instance, _settings.AskAgain);
        Ask();
    }

    protected override void PostStop()
    {
        _deviceStops.Cancel();
        _ending.Cancel();
        _jobLost.Cancel();
        ForgetWhatIsWrong();
        base.PostStop();
    }

    private void Ask()
    {
        int free = _depth - _started.Count;
        // A deep pipeline is filled in quarters: one question for many frames.
        if (_asked || IsEnding || free < Math.Max(1, _depth / 4)) return;
        var held = _delivery.Held;
        if (_starves || !_delivery.HasRoom) free = Math.Min(free, held.Count);
        if (free == 0) return;
        _asked = true;
        _job.Tell(new RequestFrames(_id, _device.Id, free, 0) { Held = held });
    }

    private void Rest(NoFrames none)
    {
        _asked = false;
        Forget(none.Unwanted);
        UseWaitingDevice();
        EndIfDone();
    }

    private void Forget(IReadOnlyList<FrameNumber> unwanted)
    {
        foreach (var frame in unwanted) _delivery.Forget(frame);
    }

    private void AskOnceMore()
    {
        // Whoever ends waits for the answer to what it asked, and asks nothing more.
        if (IsEnding) return;
        _asked = false;
        if (IsStarving())
        {
            _starves = true;
            GiveBackQueue();
        }

        Ask();
        if (!_asked) UseWaitingDevice();
    }

    /// <summary>Whether another job has had the device for so long that this one's frames are better rendered elsewhere.</summary>
    private bool IsStarving() =>
        _wantsDevice && !_hasDevice && _queue.TryPeek(out var next) && Stopwatch.GetElapsedTime(_started[next.Attempt]) > _settings.LongestWait;

    private void Take(FramesGranted granted)
    {
        _asked = false;
        Forget(granted.Unwanted);
        HashSet<FrameNumber> held = [.. _delivery.Held];
        foreach (var lease in granted.Leases)
        {
            _started[lease.Attempt] = Stopwatch.GetTimestamp();
            if (!IsEnding && held.Contains(lease.Frame)) HandIn(lease);
            else _queue.Enqueue(lease);
        }

        // Asked for before it began to end: nobody would render them.
        if (IsEnding)
        {
            GiveBackQueue();
            UseWaitingDevice();
            EndIfDone();
        }
        else if (_deviceWaits) UseWaitingDevice();
        else WantDevice();
    }

    private void WantDevice()
    {
        if (_wantsDevice || _queue.Count == 0) return;
        _wantsDevice = true;
        Context.Parent.Tell(new RequestDevice(_device.Id, _jobId));
    }

    private void Compute()
    {
        _hasDevice = true;
        if (IsEnding || !_queue.TryDequeue(out var lease))
        {
            if (!MayKeepDevice()) ReturnDevice();
            return;
        }

        _starves = false;
        _started[lease.Attempt] = Stopwatch.GetTimestamp();
        if (_most > TimeSpan.Zero) Timers.StartSingleTimer(HangTimer, new DeviceHangs(lease), _most + _settings.HangsAfter);
        var cancellation = _deviceStops.Token;
        _work.Run<object>(() => ComputeInTime(lease, cancellation))
            .PipeTo(Self, failure: cause => new WorkFailed(lease, cause, HeldDevice: true));
    }

    /// <summary>Whether frames are asked for while the device waits: were it returned first, the others would have it again by the time they come.</summary>
    private bool MayKeepDevice()
    {
        if (!_starves || IsEnding) return false;
        _starves = false;
        Ask();
        return _deviceWaits = _asked;
    }

    /// <summary>With no frame after all, it goes back.</summary>
    private void UseWaitingDevice()
    {
        if (!_deviceWaits) return;
        _deviceWaits = false;
        Compute();
    }

    private Computed ComputeInTime(Lease lease, CancellationToken stopping)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        ComputedFrame? frame = null;
        _device.Use.Begin(stopping);
        long begun = Stopwatch.GetTimestamp();
        if (_most > TimeSpan.Zero) late.CancelAfter(_most);
        try
        {
            Failpoint.Begin(lease.Frame.Value);
            var device = _check.DeviceFor(lease.Frame, _device.Device);
            frame = _renderer.Compute(lease.Frame.Value, device, late.Token);
            return new Computed(lease, frame, Stopwatch.GetElapsedTime(begun), device);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            throw new FrameTooSlowException(_most);
        }
        finally
        {
            _device.Use.End(isFinished: frame is not null);
        }
    }

    private void ReturnDevice()
    {
        Timers.Cancel(HangTimer);
        _hasDevice = false;
        _wantsDevice = !IsEnding && _queue.Count > 0;
        Context.Parent.Tell(new ReturnDevice(_device.Id, _jobId, _wantsDevice));
    }

    private sealed record AskAgain
    {
        public static AskAgain Instance { get; } = new();
    }

    private sealed record DeviceHangs(Lease Lease);

    private sealed record Computed(Lease Lease, ComputedFrame Frame, TimeSpan Busy, IDevice Device);

    private sealed record Kept(Lease Lease, bool IsChecked);

    private sealed record HandInFailed(Lease Lease, Exception Cause);

    private sealed record Written(Lease Lease, WrittenFrame File);

    private sealed record WorkFailed(Lease Lease, Exception Cause, bool HeldDevice);
}
