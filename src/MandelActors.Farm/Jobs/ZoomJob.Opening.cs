using System.Data.Common;
using System.Text;
using MandelActors.Farm.Coordination;
using MandelActors.Farm.Healing;
using MandelActors.Farm.Store;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Scenes;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Jobs;

/// <content>From recovery to the first frame.</content>
public sealed partial class ZoomJob
{
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        Context.Parent.Tell(JournalFailed(cause, mayRecover: true));
        base.OnPersistFailure(cause, @event, sequenceNr);
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        // A disk may be well again after a pause; a history that is not understood now will not be then.
        bool mayRecover = reason is DbException or IOException or ObjectDisposedException;
        Context.Parent.Tell(JournalFailed(reason, mayRecover));
        base.OnRecoveryFailure(reason, message);
    }

    private FarmProtocol.JournalFailed JournalFailed(Exception cause, bool mayRecover)
    {
        // A database that cannot grow does not always say so; a disk without a mebibyte does.
        bool full = mayRecover && (DiskFull.Is(cause) || _store.FreeBytes < 1 << 20);
        string reason = full ? $"no space left for the journal: {cause.Message}" : $"the journal failed: {cause.Message}";
        return new FarmProtocol.JournalFailed(_definition.Job, reason, mayRecover, full);
    }

    private void Open()
    {
        StartTicking();
        if (_state.Phase != JobPhase.Unknown)
        {
            if (_state.Identity == SceneIdentity.Of(_definition.Scene) && _state.FrameCount == _definition.Scene.FrameCount) OpenIncarnation();
            else Stick($"'{_definition.Journal ?? "the journal"}' tells of another film; --restart renders everything anew");
            return;
        }

        if (_definition.MustHaveHistory)
        {
            Stick($"'{_definition.Folder.Path}' holds frames or a journal of another scene; --restart clears them away");
            return;
        }

        string scene = Encoding.UTF8.GetString(SceneWriter.Write(_definition.Scene));
        Execute(
            new SubmitJob(_definition.Job, scene, SceneIdentity.Of(_definition.Scene), _definition.Scene.FrameCount), null, OpenIncarnation);
    }

    private void OpenIncarnation() => Execute(new OpenJob(), null, () =>
    {
        FrameNumber first = new(_definition.Frames.First), last = new(Math.Min(_definition.Frames.Last, _state.FrameCount - 1));
        Execute(new SelectFrames(first, last), null, Sweep);
    });

    /// <summary>Clears what a crash left before the first frame is handed out: nothing that is being written now can be mistaken for it.</summary>
    private void Sweep()
    {
        var (folder, files) = (_definition.Folder, _store.Files);
        var isDone = FinishedNow();
        RunAside<object>(() =>
        {
            // Somebody may have removed it since the job was opened: then every frame is missing, which the healer puts right.
            DurableFile.CreateFolder(folder.Frames);
            files.Prepare();
            return new Cleared(FolderSweep.Run(folder, files, isDone, RequireFolder));
        });
    }

    private void Clear(Cleared cleared)
    {
        foreach (string name in cleared.Leftovers.Foreign.Take(5)) Announce($"'{name}' in '{_store.Files.Root}' is no frame of this job; it is left alone");
        foreach (string obstacle in cleared.Leftovers.Obstacles.Take(5)) Announce(obstacle);
        Context.Parent.Tell(new FarmProtocol.JobOpened(_definition.Job));
        Enter(JobStage.Rendering);
        CheckSpace();
        // Frames of earlier runs are looked at while new ones are rendered; of a job that only ends, nobody renders any.
        if (_state.Done > 0 && _state.Phase != JobPhase.Cancelled) CheckNow();
        WakeWorkers();
        Advance();
    }

    private sealed record Cleared(Leftovers Leftovers);
}
