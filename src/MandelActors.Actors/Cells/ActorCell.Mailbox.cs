using System.Collections.Concurrent;

namespace MandelActors.Actors.Cells;

/// <content>
/// The mailbox and its scheduling. A cell with work has exactly one work item on the thread pool. Running it (a turn) handles all system
/// messages, then up to a throughput of user messages with the system messages that arrive in between, then lets others run.
/// </content>
internal sealed partial class ActorCell
{
    /// <summary>System messages of one turn; only a handler that does nothing but yield comes near it.</summary>
    private const int MaxSystemMessages = 1000;

    private readonly ConcurrentQueue<SystemMessage> _systemMessages = new();
    private readonly MessageQueue _messages;
    private int _scheduled;

    /// <summary>Suspensions by failure, own or a parent's, that are not yet taken back.</summary>
    private int _suspensions;

    private bool TakesMessages => _suspensions == 0 && !_awaiting && !_holding && _waitingFor == Waiting.ForNothing;

    /// <summary>Any thread.</summary>
    public void SendMessage(Envelope envelope)
    {
        if (IsTerminated)
        {
            DeadLetter(envelope);
            return;
        }

        if (envelope.Message is IAutoReceivedMessage)
            _messages.Enqueue(envelope);
        else if (!_messages.TryEnqueue(envelope))
            DeadLetter(envelope);
        Schedule();
    }

    /// <summary>Sends what no bound may reject: ticks of the actor's own timers. Any thread.</summary>
    public void SendOwn(Envelope envelope)
    {
        if (IsTerminated)
            return;
        _messages.Enqueue(envelope);
        Schedule();
    }

    /// <summary>Any thread.</summary>
    public void SendSystemMessage(SystemMessage message)
    {
        _systemMessages.Enqueue(message);
        Schedule();
    }

    public void PrependMessages(IReadOnlyList<Envelope> envelopes) => _messages.Prepend(envelopes);

    /// <summary>
    /// Makes sure a turn follows. The exchange is a full fence between enqueuing and reading the flag; with the one in <see cref="IThreadPoolWorkItem.Execute"/>
    /// either this thread sees the idle flag or the turn that is ending sees the new message.
    /// </summary>
    private void Schedule()
    {
        if (Interlocked.CompareExchange(ref _scheduled, 1, 0) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>One turn.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        _current = this;
        try
        {
            int left = System.Settings.Throughput;
            while (RunSystemMessages() && left-- > 0 && (TakesMessages || IsTerminated) && _messages.TryDequeue(out var envelope))
            {
                if (IsTerminated)
                    DeadLetter(envelope);
                else
                    Invoke(envelope);
            }
        }
        finally
        {
            _current = null;
        }

        bool wantsMessages = TakesMessages || IsTerminated;
        Interlocked.Exchange(ref _scheduled, 0);

        // Whoever schedules from here on may already run the next turn: nothing of the actor may be read except the queues.
        if (!_systemMessages.IsEmpty || (wantsMessages && _messages.HasMessages))
            Schedule();
    }

    /// <returns>False if more are left than a turn takes; no user message may come before them.</returns>
    private bool RunSystemMessages()
    {
        for (int left = MaxSystemMessages; _systemMessages.TryDequeue(out var message);)
        {
            try
            {
                InvokeSystem(message);
            }
            catch (Exception cause)
            {
                Fail(cause);
            }

            if (--left == 0)
                return false;
        }

        return true;
    }

    private void DeadLetter(Envelope envelope)
    {
        if (envelope.Message is not TimerScheduler.Tick and not ReceiveTimeoutTick)
            ((DeadLetterActorRef)System.DeadLetters).Publish(envelope, Self);
    }
}
