using MandelActors.Farm.Coordination;
using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Registry;
using static MandelActors.Protocol.Registry.RegistryProtocol;

namespace MandelActors.Farm.Seeds.Registry;

/// <content>How a job ends: it says that nothing is left to do, or that it cannot go on; what it came to is written down, and its actor is let go.</content>
public sealed partial class JobRegistry
{
    private void Note(JobProtocol.JobStatus status)
    {
        _board.Update(status);
        if (!_running.TryGetValue(status.Job, out var running)) return;
        running.IsStuck = status.Stage == JobStage.Stuck;
        // While something is being done to it, it may have said that before it was asked to look.
        if (running.Acting == 0 && status.Stage is JobStage.Rendering or JobStage.Checking) running.WantsLook = false;
        if (!IsOver(status)) running.Changes++;
        else if (running is { Acting: 0, IsConcluding: false }) Conclude(status, running);
    }

    private static bool IsOver(JobProtocol.JobStatus status) => status switch
    {
        { Stage: JobStage.Stuck } => true,
        { Stage: JobStage.Finished } => status.Phase != JobPhase.Paused,
        _ => false,
    };

    /// <summary>The manifest is read on another thread: of a long film it is long too.</summary>
    private void Conclude(JobProtocol.JobStatus status, RunningJob running)
    {
        running.IsConcluding = true;
        string manifest = _store.FolderOf(status.Job).Manifest;
        int changes = running.Changes;
        Task.Run(() => ManifestHash.Of(manifest)).PipeTo(
            Self,
            success: found => new Concluded(status, running, found, changes),
            failure: _ => new Concluded(status, running, null, changes));
    }

    private void End(Concluded concluded)
    {
        var (status, running, manifest, changes) = concluded;
        running.IsConcluding = false;
        if (!_running.TryGetValue(status.Job, out var present) || present != running) return;
        if (running.Changes != changes)
        {
            LookAgain(status.Job);
            return;
        }

        var outcome = new JobOutcome(
            EndOf(status), status.SelectedDone, status.QuarantinedSelected, status.FrameBytes, EndOf(status) == JobEnd.Completed ? null : status.Reason,
            status.Film, manifest?.Sha256, manifest?.Bytes ?? 0)
        {
            Devices = status.Contributions,
        };
        if (_state.Decide(new EndJob(status.Job, outcome), _time.GetUtcNow()).Event is not { } ended) return;
        bool wantsLook = running.WantsLook;
        Persist(ended, change =>
        {
            _state.Evolve(change);
            _running.Remove(status.Job);
            // Shown before its actor goes: whoever asks the actor in vain finds here what it came to.
            var job = _state.Find(status.Job)!;
            _board.Show(job);
            // Nobody looks after a job that is over: it would read all its frames again and again for as long as the farm runs.
            _coordinator.Tell(new FarmProtocol.StopJob(status.Job));
            Ended(_log, job.Job, outcome.End.ToString().ToLowerInvariant(), outcome.Done, outcome.Reason ?? "");
            if (wantsLook && outcome.End != JobEnd.Cancelled) Reopen(job, () => { });
        });
    }

    private static JobEnd EndOf(JobProtocol.JobStatus status) => status switch
    {
        { Phase: JobPhase.Cancelled } => JobEnd.Cancelled,
        { Stage: JobStage.Stuck } or { QuarantinedSelected: > 0 } => JobEnd.Failed,
        _ => JobEnd.Completed,
    };

    private sealed record Concluded(JobProtocol.JobStatus Status, RunningJob Running, ManifestHash? Manifest, int Changes);
}
