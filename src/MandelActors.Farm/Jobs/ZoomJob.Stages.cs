using System.Collections;
using System.Diagnostics.CodeAnalysis;
using MandelActors.Farm.Healing;
using MandelActors.Farm.Store;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Jobs;

/// <content>What comes next: more frames, the healer's verdict, the film (.Filming), the manifest.</content>
[SuppressMessage("Design", "CA1001", Justification = "The token is cancelled when the actor stops, and work under way may still look at it.")]
public sealed partial class ZoomJob
{
    private readonly CancellationTokenSource _stopping = new();
    private JobStage _stage = JobStage.Opening;
    private string? _stuckBecause;
    private IActorRef? _healer;
    private (int Done, int Total) _looked;
    private bool _closing;

    /// <summary>Whether a frame was committed after the healer began its last look. What goes into a film is looked at by the assembler; where there is none, the healer has the last word.</summary>
    private bool _unlooked;

    /// <summary>Whether frames are left to try, or to look at, or what comes after the last.</summary>
    private bool HasMoreToDo => _state.Phase != JobPhase.Cancelled
        && (_healer is not null || !_state.Status().NothingLeft || WantsFilm || (_state.Phase == JobPhase.Running && _state.Done == _state.FrameCount));

    /// <summary>Called after everything that happened; goes on to the next stage when this one has nothing left to do.</summary>
    private void Advance()
    {
        if (_stage is JobStage.Opening or JobStage.Stuck || _closing || _assembler is not null) return;
        if (_state.Phase == JobPhase.Paused) return;
        if (_state.Phase != JobPhase.Cancelled && !_state.Status().NothingLeft)
        {
            Enter(JobStage.Rendering);
            return;
        }

        if (_stage == JobStage.Finished) return;
        if (_healer is null && !WantsFilm && _unlooked && _state.Phase != JobPhase.Cancelled) CheckNow();
        if (_healer is not null) Enter(JobStage.Checking);
        else if (_state.Phase == JobPhase.Running && _state.Done == _state.FrameCount) Execute(new CompleteJob(), null);
        else if (_state.Phase != JobPhase.Cancelled && WantsFilm) AssembleFilm();
        else Close();
    }

    /// <summary>
    /// Before the folder is known to be usable nothing can be found missing in it; once it is, a look begins by itself. Of a job that is stuck it may be out of
    /// reach for as long as it lives.
    /// </summary>
    private void CheckNow()
    {
        if (_healer is not null || _stage is JobStage.Opening or JobStage.Stuck) return;
        _unlooked = false;
        _healer = Context.ActorOf(Props.Create(() => new Healer(_store)), null);
        var frames = _state.FinishedFrames();
        _healer.Tell(new Healer.Check(frames));
        Looked(0, frames.Count);
    }

    private void Looked(int done, int total)
    {
        _looked = (done, total);
        // The film's own progress is not talked over by a healer that looks in passing.
        if (_stage is JobStage.Rendering or JobStage.Checking) Show(done, total);
    }

    private void Found(Healer.Finding finding)
    {
        // One that was stopped may go on for a moment: of a job that is stuck by now it finds missing what is only out of reach.
        if (!Sender.Equals(_healer)) return;
        Warn($"frame {finding.Frame.Frame}: {finding.Damage}; it is rendered again");
        Execute(new InvalidateFrame(finding.Frame.Frame, finding.Frame.Result.Sha256, finding.Damage), null, WakeWorkers);
    }

    /// <summary>Ends a look before it is through; what it has not come to is still to be looked at.</summary>
    private void StopHealing()
    {
        if (_healer is null) return;
        DismissHealer();
        _unlooked = true;
    }

    private void Healed()
    {
        // One that was stopped may have been through just then.
        if (!Sender.Equals(_healer)) return;
        DismissHealer();
        Advance();
    }

    private void DismissHealer()
    {
        Context.Stop(_healer!);
        _healer = null;
    }

    private void Close()
    {
        _closing = true;
        var folder = _definition.Folder;
        Manifest manifest = new(_state.Job, _state.Identity, _state.FrameCount, _state.FinishedFrames(), Film, _store.Files);
        var isDone = FinishedNow();
        RunAside<object>(() =>
        {
            // No frame is held now, so whatever is still in the making belongs to nobody.
            FolderSweep.Run(folder, _store.Files, isDone, RequireFolder);
            // What all frames share, should somebody have removed it meanwhile.
            _store.Files.Prepare();
            RequireFolder();
            manifest.WriteTo(folder);
            return ManifestWritten.Instance;
        });
    }

    /// <returns>Whether a frame is finished as of now, for a thread of its own: a bit a frame.</returns>
    private Func<FrameNumber, bool> FinishedNow()
    {
        BitArray done = new(_state.FrameCount);
        for (int frame = 0; frame < done.Length; frame++) done[frame] = _state.StatusOf(new FrameNumber(frame)) == FrameStatus.Done;
        return frame => frame.Value >= 0 && frame.Value < done.Length && done[frame.Value];
    }

    private void Finish()
    {
        _closing = false;
        // Events went into a file that has no name any more: nothing of them will be there tomorrow.
        if (_definition.Journal is { } journal && !File.Exists(journal)) Stick($"'{journal}' was removed while the job ran; run it again");
        else if (_noFilmBecause is { } reason && WantsFilm && _state.Phase != JobPhase.Cancelled) Stick(reason);
        else if (HasMoreToDo)
        {
            // Whoever asked for frames while the folder was swept got none.
            WakeWorkers();
            Advance();
        }
        else Enter(JobStage.Finished);
    }

    private void Fail(WorkFailed failed)
    {
        _closing = false;
        if (ObstructedException.IsLasting(failed.Cause))
        {
            Stick($"the job's folder cannot be used: {ObstructedException.Explain(failed.Cause)}");
            return;
        }

        if (!DiskFull.Is(failed.Cause)) throw new InvalidOperationException(failed.Cause.Message, failed.Cause);
        if (_state.Phase == JobPhase.Cancelled && _stage != JobStage.Opening)
        {
            // It cannot be paused until there is room, and whoever ends it may do so to make room.
            string lacking = $"no space left for the manifest: {failed.Cause.Message}";
            Announce(lacking);
            Stick(lacking);
            return;
        }

        Execute(new PauseJob(PauseCause.OutOfSpace, failed.Cause.Message), null);
        // Leftovers that could not be cleared wait for the next start; nothing depends on their absence.
        if (_stage == JobStage.Opening) Clear(new Cleared(new Leftovers(0, [])));
    }

    private void Stick(string reason)
    {
        _stuckBecause = reason;
        // What it finds missing may only be out of reach.
        StopHealing();
        Enter(JobStage.Stuck);
    }

    private void Enter(JobStage stage)
    {
        if (_stage == stage) return;
        if (stage == JobStage.Rendering) _filmIsCurrent = false;
        _stage = stage;
        var (done, total) = stage switch
        {
            JobStage.Checking => _looked,
            JobStage.Filming => (0, _state.FrameCount),
            _ => (0, 0),
        };
        Show(done, total);
        Publish();
    }

    /// <summary>Asked on any thread before the folder is changed: the job's next life, here or on the seed that leads now, may be at work in it.</summary>
    /// <exception cref="OperationCanceledException">This life is over.</exception>
    /// <exception cref="InvalidOperationException">Another seed leads.</exception>
    private void RequireFolder()
    {
        _stopping.Token.ThrowIfCancellationRequested();
        if (!_settings.MayCommit()) throw new InvalidOperationException("this seed does not lead any more: another one commits");
    }

    /// <summary>Runs work off the actor's thread; its result, or its failure, comes back as a message.</summary>
    private void RunAside<T>(Func<T> work) => Task.Run(work, _stopping.Token).PipeTo(Self, failure: cause => new WorkFailed(cause));

    private sealed record ManifestWritten
    {
        public static ManifestWritten Instance { get; } = new();
    }

    private sealed record WorkFailed(Exception Cause);
}
