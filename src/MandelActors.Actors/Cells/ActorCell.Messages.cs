using System.Diagnostics;

namespace MandelActors.Actors.Cells;

/// <content>What a message does.</content>
internal sealed partial class ActorCell
{
    private void Invoke(Envelope envelope)
    {
        Envelope = envelope;
        EnvelopeNumber++;
        bool isActivity = envelope.Message is not INotInfluenceReceiveTimeout;
        try
        {
            if (isActivity)
                PauseReceiveTimeout();
            switch (envelope.Message)
            {
                case TimerScheduler.Tick tick:
                    if (_timers?.Take(tick) is { } timed)
                        HandleTimed(timed);
                    break;
                case ReceiveTimeoutTick tick:
                    if (TakeReceiveTimeout(tick))
                        Handle(Actors.ReceiveTimeout.Instance);
                    break;
                case Terminated terminated:
                    ReceivedTerminated(terminated);
                    break;
                case PoisonPill:
                    Self.SendSystemMessage(SystemMessage.Terminate.Instance);
                    break;
                case Kill:
                    throw new ActorKilledException("Kill");
                default:
                    Handle(envelope.Message);
                    break;
            }

            if (!_awaiting)
                _actor!.AfterMessage();
        }
        catch (Exception cause)
        {
            Fail(cause);
        }
        finally
        {
            if (isActivity && !_awaiting && !_holding)
                RestartReceiveTimeout();
            ForgetEnvelope();
        }
    }

    private void Handle(object message) => _actor!.Handle(_behaviours.Peek(), message);

    /// <summary>The tick itself stays the current envelope only in form: stashing must keep the message, not the tick.</summary>
    private void HandleTimed(object message)
    {
        Envelope = new Envelope(message, Envelope.Sender);
        if (message is not INotInfluenceReceiveTimeout)
            RestartReceiveTimeout();
        if (message is PoisonPill)
            Self.SendSystemMessage(SystemMessage.Terminate.Instance);
        else
            Handle(message);
    }

    /// <summary>An idle actor keeps no message alive; a failed or waiting one still needs it, for its restart or its <c>Sender</c>.</summary>
    private void ForgetEnvelope()
    {
        if (!_awaiting && !_holding && _failedBy is null)
            Envelope = default;
    }

    private void InvokeSystem(SystemMessage message)
    {
        switch (message)
        {
            case SystemMessage.Continue continuation:
                RunContinuation(continuation);
                break;
            case SystemMessage.TaskEnded ended:
                EndTask(ended);
                break;
            case SystemMessage.Run run:
                RunForActor(run);
                break;
            case SystemMessage.Watch watch:
                AddWatcher(watch.Watcher);
                break;
            case SystemMessage.Unwatch unwatch:
                _watchedBy.Remove(unwatch.Watcher);
                break;
            case SystemMessage.DeathWatchNotification death:
                HandleDeath(death);
                break;
            case SystemMessage.Failed failed:
                HandleFailed(failed);
                break;
            case SystemMessage.Create when !IsTerminated:
                Create();
                break;
            case SystemMessage.Suspend when !IsTerminated:
                SuspendWithChildren();
                break;
            case SystemMessage.Resume resume when !IsTerminated:
                ResumeWithChildren(resume.CausedByFailure);
                break;
            case SystemMessage.Recreate recreate when !IsTerminated:
                Recreate(recreate.Cause);
                break;
            case SystemMessage.Terminate when !IsTerminated:
                Terminate();
                break;
            default:
                Debug.Assert(IsTerminated, $"unknown system message {message}");
                break;
        }
    }
}
