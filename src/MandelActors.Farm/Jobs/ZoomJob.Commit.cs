using MandelActors.Farm.Coordination;
using MandelActors.Protocol.Ids;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Jobs;

/// <content>
/// Committing. Reports that wait in the mailbox share one directory flush and one journal transaction: the more are waiting, the less each
/// costs. The order is: is the attempt current? → rename → flush the directory → journal → reply (src/decisions/0006-frame-commit.md).
/// </content>
public sealed partial class ZoomJob
{
    private readonly Queue<(CompleteFrame Report, IActorRef From)> _reports = new();
    private bool _commitQueued;

    private void Gather(CompleteFrame report)
    {
        _reports.Enqueue((report, Sender));
        if (_commitQueued) return;
        // Behind everything that is in the mailbox now: all reports among it join this batch.
        _commitQueued = true;
        Self.Tell(CommitReports.Instance);
    }

    private void Commit()
    {
        _commitQueued = false;
        HashSet<FrameNumber> frames = [];
        List<IJobEvent> events = [];
        List<(FrameNumber, Attempt)> finished = [];
        List<(IJobReply Reply, IActorRef To)> replies = [];
        List<FarmProtocol.DeviceWorked> worked = [];
        var now = _time.GetUtcNow();
        // Decisions of one batch do not see each other, so a frame may be in it only once.
        while (_reports.Count > 0 && frames.Count < _settings.CommitBatch && frames.Add(_reports.Peek().Report.Frame))
        {
            var (report, from) = _reports.Dequeue();
            var decision = _state.Decide(report with { KnownDevices = KnownDevices }, now);
            events.AddRange(decision.Events);
            replies.Add((decision.Reply, from));
            if (!decision.Events.Any(change => change is FrameCompleted)) continue;
            finished.Add((report.Frame, report.Attempt));
            _paces.Add(report.Device, report.DeviceMilliseconds > 0 ? report.DeviceMilliseconds : report.Milliseconds);
            worked.Add(new FarmProtocol.DeviceWorked(_definition.Job, report.Device, TimeSpan.FromMilliseconds(report.DeviceMilliseconds)));
        }

        // On this thread: two system calls a frame and one flush, and nothing may come between the check of the attempt and the rename.
        if (finished.Count > 0)
        {
            if (!_settings.MayCommit()) throw new InvalidOperationException("this seed does not lead any more: another one commits");
            _store.Commit(finished);
            _unlooked = true;
        }

        Record(events, () =>
        {
            foreach (var (reply, to) in replies) to.Tell(reply);
            foreach (var turn in worked) Context.System.EventStream.Publish(turn);
            // Who was refused a frame because others were faster may be wanted after all.
            if (finished.Count > 0 && Waiting > 0) WakeWorkers();
            if (_reports.Count > 0 && !_commitQueued)
            {
                _commitQueued = true;
                Self.Tell(CommitReports.Instance);
            }

            Advance();
        });
    }

    private sealed record CommitReports
    {
        public static CommitReports Instance { get; } = new();
    }
}
