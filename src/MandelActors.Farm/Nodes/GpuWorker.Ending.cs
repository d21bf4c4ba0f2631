using MandelActors.Farm.Store;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using static MandelActors.Farm.Coordination.FarmProtocol;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Nodes;

/// <content>How a frame fails, and how a worker ends: by a crash, because its job is gone, or because the process is to end.</content>
public sealed partial class GpuWorker
{
    private const string StopTimer = "stop";

    /// <summary>Colouring, encoding and handing in take less, unless disk or network are slow: then somebody else may render the frame.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(1.5);

    private bool _leaving;
    private bool _stops;
    private bool _wrong;

    private void Spare(HandInFailed failed)
    {
        if (failed.Cause is OperationCanceledException or StaleAttemptException)
        {
            _delivery.Discard(failed.Lease.Frame, failed.Lease.Attempt);
            // Most likely the job gave a frame whose attempt is late to somebody else; if not, it shall.
            if (_stops || failed.Cause is StaleAttemptException) GiveBack(failed.Lease);
            Settle(failed.Lease.Attempt);
        }
        else Fail(new WorkFailed(failed.Lease, failed.Cause, HeldDevice: false));
    }

    private void Fail(WorkFailed failed)
    {
        if (failed.HeldDevice) ReturnDevice();
        var lease = failed.Lease;
        if (_stops && failed.Cause is OperationCanceledException) GiveBack(lease);
        else if (DiskFull.Is(failed.Cause) && _delivery.OutlivesJob)
        {
            // This node's disk, not the job's: others may go on. Nothing is asked for before the timer says so.
            NodeLog.NoRoom(_log, _jobId, lease.Frame, lease.Attempt, failed.Cause.Message);
            _job.Tell(new ReturnFrame(lease.Frame, lease.Attempt) { Hindrance = $"no room on its node's disk for frames ({failed.Cause.Message}); make room there, or name another folder with --spool" });
            _asked = true;
        }
        else if (DiskFull.Is(failed.Cause))
        {
            // The pause first: otherwise the frame would be handed out again at once.
            _job.Tell(new PauseJob(PauseCause.OutOfSpace, failed.Cause.Message));
            _job.Tell(new ReturnFrame(lease.Frame, lease.Attempt));
        }
        else
        {
            NodeLog.Failed(_log, _jobId, lease.Frame, lease.Attempt, _device.Id, failed.Cause);
            _job.Tell(new FailFrame(lease.Frame, lease.Attempt, _device.Id, failed.Cause.Message, 0));
            if (failed.Cause is WrongResultException)
            {
                _wrong = true;
                Context.Parent.Tell(new DeviceUnfit(_device.Id, failed.Cause.Message) { IsWrong = true });
            }

            // A device that stopped when it was told to is a sound one.
            if (failed.Cause is not FrameTooSlowException)
            {
                _crash ??= failed.Cause;
                GiveBackQueue();
            }
        }

        Settle(lease.Attempt);
    }

    /// <summary>As this worker or another found. Where the device computes wrongly, nothing that is under way or held here is of use either.</summary>
    private void Abandon(DeviceUnfit unfit)
    {
        _wrong |= unfit.IsWrong;
        _crash ??= new InvalidOperationException(unfit.Reason);
        GiveBackQueue();
        if (_started.Count == 0) Crash();
    }

    /// <summary>Told to stop, the device goes on: only the end of the process ends what runs there.</summary>
    private void Hang(DeviceHangs hung)
    {
        // It came back just now.
        if (!_started.ContainsKey(hung.Lease.Attempt)) return;
        string reason = $"{_device.Id} does not stop: frame {hung.Lease.Frame} was to take {_most.TotalSeconds:0.###} s at most";
        _job.Tell(new FailFrame(hung.Lease.Frame, hung.Lease.Attempt, _device.Id, reason, 0));
        Context.Parent.Tell(new DeviceUnfit(_device.Id, reason));
        _crash ??= new FrameTooSlowException(_most);
        GiveBackQueue();
        Settle(hung.Lease.Attempt);
    }

    private void Crash() => throw new WorkerCrashedException(_crash!.Message, _crash);

    /// <summary>However the worker ends, by its crash or because the job was lost before that: what is held would be handed in by the next device of the kind.</summary>
    private void ForgetWhatIsWrong()
    {
        while (_wrong && _delivery.Held is { Count: > 0 } held)
            foreach (var frame in held) _delivery.Forget(frame);
    }

    private void GiveBack(Lease lease) => _job.Tell(new ReturnFrame(lease.Frame, lease.Attempt));

    private void GiveBackQueue()
    {
        while (_queue.TryDequeue(out var lease))
        {
            GiveBack(lease);
            _started.Remove(lease.Attempt);
        }
    }

    /// <summary>One frame less; a worker that is to crash or to leave does so when nothing else of it is under way.</summary>
    private void Settle(Attempt attempt)
    {
        _started.Remove(attempt);
        _reported.Remove(attempt);
        _busy.Remove(attempt);
        _checked.Remove(attempt);
        if (_started.Count == 0 && _crash is not null) Crash();
        EndIfDone();
        Ask();
    }

    /// <summary>The job is gone. What it was told and did not answer is lost with it.</summary>
    private void Leave()
    {
        _leaving = true;
        _jobLost.Cancel();
        if (!_delivery.OutlivesJob)
        {
            End();
            return;
        }

        foreach (var lease in _queue) _started.Remove(lease.Attempt);
        _queue.Clear();
        foreach (var (attempt, frame) in _reported)
        {
            _delivery.Discard(frame, attempt);
            _started.Remove(attempt);
        }

        _reported.Clear();
        EndIfDone();
    }

    /// <summary>The process is to end: the device lets go of its frame, and what has left it is brought to the job if that is quickly done.</summary>
    private void Stop()
    {
        if (_leaving)
        {
            // There is nobody to be told.
            End();
            return;
        }

        _stops = true;
        GiveBackQueue();
        _deviceStops.Cancel();
        Timers.StartSingleTimer(StopTimer, GiveUpRest.Instance, StopPatience);
        EndIfDone();
    }

    /// <summary>It takes too long. What the job was told it may still answer.</summary>
    private void GiveBackRest()
    {
        _asked = false;
        _ending.Cancel();
        _jobLost.Cancel();
        EndIfDone();
    }

    /// <summary>A question that is under way may be answered with frames: they would be lost with the worker instead of being given back.</summary>
    private void EndIfDone()
    {
        if (_started.Count == 0 && (_leaving || (_stops && !_asked))) End();
    }

    private void End()
    {
        Context.Parent.Tell(WorkerLeaving.Instance);
        Context.Stop(Self);
    }

    private sealed record GiveUpRest
    {
        public static GiveUpRest Instance { get; } = new();
    }
}
