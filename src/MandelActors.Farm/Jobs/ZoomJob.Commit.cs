using System.Collections.Frozen;
using MandelActors.Farm.Coordination;
using MandelActors.Farm.Store;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
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
        var batch = Gathered();
        var obstructed = Place(batch);
        List<IJobEvent> events = [];
        List<(IJobReply Reply, IActorRef To)> replies = [];
        List<FarmProtocol.DeviceWorked> worked = [];
        foreach (var (report, from, decided) in batch)
        {
            bool isObstructed = obstructed.TryGetValue(report.Frame, out string? obstacle);
            var decision = isObstructed
                ? _state.Decide(new ObstructFrame(report.Frame, report.Attempt, Obstacle.Explain(obstacle!)), _time.GetUtcNow())
                : decided;
            events.AddRange(decision.Events);
            replies.Add((decision.Reply, from));
            if (!IsFinished(decision)) continue;
            _paces.Add(report.Device, report.DeviceMilliseconds > 0 ? report.DeviceMilliseconds : report.Milliseconds);
            worked.Add(new FarmProtocol.DeviceWorked(_definition.Job, report.Device, TimeSpan.FromMilliseconds(report.DeviceMilliseconds)));
        }

        Record(events, () =>
        {
            foreach (var (reply, to) in replies) to.Tell(reply);
            foreach (var turn in worked) Context.System.EventStream.Publish(turn);
            // Who was refused a frame because others were faster may be wanted after all.
            if (worked.Count > 0 && Waiting > 0) WakeWorkers();
            if (_reports.Count > 0 && !_commitQueued)
            {
                _commitQueued = true;
                Self.Tell(CommitReports.Instance);
            }

            Advance();
        });
    }

    /// <summary>Decisions of one batch do not see each other, so a frame may be in it only once.</summary>
    private List<(CompleteFrame Report, IActorRef From, JobDecision Decided)> Gathered()
    {
        HashSet<FrameNumber> frames = [];
        List<(CompleteFrame, IActorRef, JobDecision)> batch = [];
        var now = _time.GetUtcNow();
        while (_reports.Count > 0 && frames.Count < _settings.CommitBatch && frames.Add(_reports.Peek().Report.Frame))
        {
            var (report, from) = _reports.Dequeue();
            batch.Add((report, from, _state.Decide(report with { KnownDevices = KnownDevices(report.Device) }, now)));
        }

        return batch;
    }

    /// <summary>On this thread: two system calls a frame and one flush, and nothing may come between the check of the attempt and the rename.</summary>
    /// <returns>The frames that something else is in the place of, and what.</returns>
    private IReadOnlyDictionary<FrameNumber, string> Place(List<(CompleteFrame Report, IActorRef From, JobDecision Decided)> batch)
    {
        var finished = batch.Where(entry => IsFinished(entry.Decided)).Select(entry => (entry.Report.Frame, entry.Report.Attempt)).ToArray();
        if (finished.Length == 0) return FrozenDictionary<FrameNumber, string>.Empty;
        RequireFolder();
        _unlooked = true;
        return _store.Commit(finished);
    }

    private static bool IsFinished(JobDecision decision) => decision.Events.Any(change => change is FrameCompleted);

    private sealed record CommitReports
    {
        public static CommitReports Instance { get; } = new();
    }
}
