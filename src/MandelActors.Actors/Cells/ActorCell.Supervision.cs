using Microsoft.Extensions.Logging;

namespace MandelActors.Actors.Cells;

/// <content>
/// Failure. An actor that fails suspends itself and its children and tells its parent, whose strategy answers with Resume, Recreate or
/// Terminate, or lets the parent fail in its place. The message that failed is lost; the mailbox is not.
/// </content>
internal sealed partial class ActorCell
{
    /// <summary>Who made this actor fail: itself, or the child whose failure it escalates; null while it is well.</summary>
    private LocalActorRef? _failedBy;
    private Waiting _waitingFor;
    private Exception? _restartCause;

    /// <summary>What follows once the stopping children have terminated.</summary>
    private enum Waiting
    {
        ForNothing,
        ToCreate,
        ToRecreate,
        ToTerminate,
    }

    private void Fail(Exception cause, LocalActorRef? child = null)
    {
        if (_failedBy is not null || IsTerminated || _waitingFor == Waiting.ToTerminate)
        {
            Log.LogError(cause, "{Actor} failed while it was failed or stopping already", Self.Path);
            return;
        }

        _suspensions++;
        _failedBy = child ?? Self;
        if (child is null)
            _actor?.AfterFailure();
        foreach (var other in Children())
        {
            if (other.Ref != child)
                other.Ref.SendSystemMessage(SystemMessage.Suspend.Instance);
        }

        Parent.SendSystemMessage(new SystemMessage.Failed(Self, cause));
    }

    /// <summary>A child failed: judge it.</summary>
    private void HandleFailed(SystemMessage.Failed failed)
    {
        if (Find(failed.Child) is not { } child)
            return;
        var outer = Envelope;
        Envelope = new Envelope(failed, failed.Child);
        bool handled;
        try
        {
            handled = Strategy.HandleFailure(this, child, failed.Cause);
        }
        finally
        {
            Envelope = outer;
        }

        if (!handled)
            Fail(failed.Cause, failed.Child);
    }

    private void SuspendWithChildren()
    {
        _suspensions++;
        foreach (var child in Children())
            child.Ref.SendSystemMessage(SystemMessage.Suspend.Instance);
    }

    private void ResumeWithChildren(Exception? causedByFailure)
    {
        if (_actor is null && _waitingFor == Waiting.ForNothing)
        {
            // There is nothing to go on with: it was never built.
            RecreateUnbuilt();
            return;
        }

        var perpetrator = _failedBy;
        Unsuspend(forgiven: causedByFailure is not null);
        foreach (var child in Children())
            child.Ref.SendSystemMessage(new SystemMessage.Resume(child.Ref == perpetrator ? causedByFailure : null));

        // What the failed handler left undone, such as the handlers of further events.
        if (_suspensions == 0 && !_awaiting)
            _actor?.AfterMessage();
    }

    private void Unsuspend(bool forgiven)
    {
        _suspensions = Math.Max(0, _suspensions - 1);
        if (forgiven)
        {
            _failedBy = null;
            ForgetEnvelope();
        }

        while (_suspensions == 0 && _deferred.TryDequeue(out var run))
            SendSystemMessage(run);
    }

    private void Recreate(Exception cause)
    {
        if (_waitingFor != Waiting.ForNothing)
        {
            // It is being restarted or stopped anyway; only the count must come out right.
            ResumeWithChildren(null);
            return;
        }

        if (_actor is not { } failed)
        {
            RecreateUnbuilt();
            return;
        }

        try
        {
            failed.AroundPreRestart(cause, Envelope.Message);
        }
        catch (Exception inner)
        {
            Log.LogError(inner, "PreRestart of {Actor} failed; it is restarted nevertheless", Self.Path);
        }

        LetGo(failed);
        _actor = null;
        _restartCause = cause;
        WaitForChildren(Waiting.ToRecreate);
    }

    private void RecreateUnbuilt()
    {
        StopAllChildren();
        WaitForChildren(Waiting.ToCreate);
    }

    private void WaitForChildren(Waiting next)
    {
        _waitingFor = next;
        if (!AnyChildStopping())
            ChildrenHaveStopped();
    }

    /// <summary>The last child that was told to stop has terminated.</summary>
    private void ChildrenHaveStopped()
    {
        var next = _waitingFor;
        switch (next)
        {
            case Waiting.ToCreate:
                _waitingFor = Waiting.ForNothing;
                Unsuspend(forgiven: true);
                Create();
                break;
            case Waiting.ToRecreate:
                _waitingFor = Waiting.ForNothing;
                FinishRecreate(_restartCause!);
                break;
            case Waiting.ToTerminate:
                FinishTerminate();
                break;
        }
    }

    private void FinishRecreate(Exception cause)
    {
        object? message = Envelope.Message;
        var survivors = Children();
        Unsuspend(forgiven: true);
        try
        {
            NewInstance().AroundPostRestart(cause, message);
            RestartReceiveTimeout();
            _actor!.AfterMessage();
        }
        catch (Exception again)
        {
            LetGoUnfinished();
            Fail(new PostRestartException(Self, again, cause));
            return;
        }

        // Children that PreRestart did not stop are restarted with their parent.
        foreach (var survivor in survivors)
            survivor.Ref.SendSystemMessage(new SystemMessage.Recreate(cause));
    }
}
