using System.Diagnostics;
using MandelActors.Farm.Faults;
using static MandelActors.Farm.Coordination.FarmProtocol;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Nodes;

/// <content>A frame's way once it has left the device: coloured, encoded, kept, handed in, reported, answered.</content>
public sealed partial class GpuWorker
{
    private void Finish(Computed computed)
    {
        ReturnDevice();
        var cancellation = _ending.Token;
        var lease = computed.Lease;
        _busy[lease.Attempt] = computed.Busy;
        _work.Run<object>(() =>
        {
            using var frame = computed.Frame;
            cancellation.ThrowIfCancellationRequested();
            // Before anything is made of them: wrong numbers may have no colour.
            bool isChecked = _check.RequireNumbers(computed.Device, _device.Id, lease.Frame, cancellation);
            var content = frame.Finish(_png);
            Failpoint.Rendered(lease.Frame.Value);
            FrameCheck.RequireColours(computed.Device, _device.Id, frame);
            cancellation.ThrowIfCancellationRequested();
            _delivery.Keep(lease.Frame, lease.Attempt, content);
            return new Kept(lease, isChecked);
        }).PipeTo(Self, failure: cause => new WorkFailed(lease, cause, HeldDevice: false));
    }

    private void HandIn(Lease lease)
    {
        var cancellation = _jobLost.Token;
        _work.RunAsync<object>(async () => new Written(lease, await _delivery.HandInAsync(lease.Frame, lease.Attempt, cancellation).ConfigureAwait(false)))
            .PipeTo(Self, failure: cause => new HandInFailed(lease, cause));
    }

    private void Report(Written written)
    {
        var (lease, file) = written;
        int milliseconds = (int)Stopwatch.GetElapsedTime(_started[lease.Attempt]).TotalMilliseconds;
        if (_leaving)
        {
            Settle(lease.Attempt);
            return;
        }

        _reported[lease.Attempt] = lease.Frame;
        _job.Tell(new CompleteFrame(
            lease.Frame, lease.Attempt, _id, _device.Id, _device.Device.Info.Kind, file.Sha256, file.Bytes, milliseconds)
        {
            DeviceMilliseconds = (int)_busy.GetValueOrDefault(lease.Attempt).TotalMilliseconds,
            CrossChecked = _check.IsOn ? _checked.Contains(lease.Attempt) : null,
        });
    }

    private void Accept(FrameAccepted accepted)
    {
        if (!_healthy) Context.Parent.Tell(new WorkerHealthy(_jobId, _device.Id));
        _healthy = true;
        _delivery.Release(accepted.Frame, accepted.Attempt);
        Settle(accepted.Attempt);
    }

    private void Reject(FrameRejected rejected)
    {
        _delivery.Discard(rejected.Frame, rejected.Attempt);
        Settle(rejected.Attempt);
    }
}
