using MandelActors.Farm.Store;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using static MandelActors.Farm.Coordination.FarmProtocol;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Nodes;

/// <content>How a frame fails, and how a worker ends: by a crash, or because its job is gone.</content>
public sealed partial class GpuWorker
{
    private bool _leaving;
    private bool _wrong;

    private void Spare(HandInFailed failed)
    {
        if (failed.Cause is OperationCanceledException) Settle(failed.Lease.Attempt);
        else if (failed.Cause is StaleAttemptException)
        {
            _delivery.Discard(failed.Lease.Frame, failed.Lease.Attempt);
            // Most likely the job gave the frame to somebody else; if not, it shall.
            _job.Tell(new ReturnFrame(failed.Lease.Frame, failed.Lease.Attempt));
            Settle(failed.Lease.Attempt);
        }
        else Fail(new WorkFailed(failed.Lease, failed.Cause, HeldDevice: false));
    }

    private void Fail(WorkFailed failed)
    {
        if (failed.HeldDevice) ReturnDevice();
        var lease = failed.Lease;
        if (DiskFull.Is(failed.Cause) && _delivery.OutlivesJob)
        {
            // This node's disk, not the job's: others may go on. Nothing is asked for before the timer says so.
            NodeLog.NoRoom(_log, _jobId, lease.Frame, lease.Attempt, failed.Cause.Message);
            _job.Tell(new ReturnFrame(lease.Frame, lease.Attempt));
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

    private void Crash()
    {
        if (_wrong)
        {
            while (_delivery.Held is { Count: > 0 } held)
                foreach (var frame in held) _delivery.Forget(frame);
        }

        throw new WorkerCrashedException(_crash!.Message, _crash);
    }

    private void GiveBackQueue()
    {
        while (_queue.TryDequeue(out var lease))
        {
            _job.Tell(new ReturnFrame(lease.Frame, lease.Attempt));
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
        if (_started.Count == 0)
        {
            if (_crash is not null) Crash();
            if (_leaving) End();
        }

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
        foreach (var attempt in _reported) _started.Remove(attempt);
        _reported.Clear();
        if (_started.Count == 0) End();
    }

    private void End()
    {
        Context.Parent.Tell(WorkerLeaving.Instance);
        Context.Stop(Self);
    }
}
