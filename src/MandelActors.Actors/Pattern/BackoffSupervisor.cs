namespace MandelActors.Actors.Pattern;

/// <summary>
/// Stands in for one child: forwards to it, and starts it again after a pause that doubles with every failure. A failing child is stopped, not
/// restarted in place, so that its mailbox does not outlive it.
/// </summary>
/// <remarks>
/// States: <c>child lives</c> -failure or stop-> <c>pause</c> -StartChild-> <c>child lives</c>; more retries than allowed, a final stop, or a
/// stop without failure under <see cref="Backoff.OnFailure"/> -> <c>stopped</c>.
/// </remarks>
public sealed class BackoffSupervisor : ActorBase, IWithTimers
{
    private readonly BackoffOptions _options;
    private readonly Random _jitter;
    private IActorRef? _child;
    private int _restarts;
    private bool _failed;
    private bool _finalStop;

    public BackoffSupervisor(BackoffOptions options)
    {
        _options = options;

        // Spread, not secret: the life's number keeps supervisors apart and tests repeatable.
        _jitter = new Random(unchecked((int)Self.Path.Uid));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private bool ForgetsByItself => !_options.ManualReset;

    /// <summary>Supervises by <paramref name="options"/>, made with <see cref="Backoff"/>.</summary>
    public static Props Props(BackoffOptions options) => Actors.Props.Create(() => new BackoffSupervisor(options));

    protected override void PreStart() => StartNewChild();

    /// <summary>Failures are judged by the options' strategy, where Restart becomes Stop and a pause.</summary>
    protected override SupervisorStrategy SupervisorStrategy()
    {
        var decider = (_options.Strategy ?? Actors.SupervisorStrategy.DefaultStrategy).Decider;
        return new OneForOneStrategy(cause =>
        {
            var directive = decider.Decide(cause);
            if (_options.Trigger == BackoffTrigger.Failure && directive == Directive.Restart)
            {
                _failed = true;
                return Directive.Stop;
            }

            return directive;
        });
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case StartChild:
                StartNewChild();
                break;
            case Reset when ForgetsByItself:
                return false;
            case Reset:
                _restarts = 0;
                break;
            case ResetRestartCount reset:
                if (reset.Current == _restarts)
                    _restarts = 0;
                break;
            case GetRestartCount:
                Sender.Tell(new RestartCount(_restarts), Self);
                break;
            case GetCurrentChild:
                Sender.Tell(new CurrentChild(_child ?? ActorRefs.Nobody), Self);
                break;
            case Terminated terminated when terminated.ActorRef.Equals(_child):
                ChildStopped();
                break;
            case Terminated:
                return false;
            default:
                Pass(message);
                break;
        }

        return true;
    }

    private void StartNewChild()
    {
        if (_child is not null)
            return;
        _failed = false;
        _child = Context.Watch(Context.ActorOf(_options.ChildProps, _options.ChildName));
        if (ForgetsByItself)
            Timers.StartSingleTimer("forget", new ResetRestartCount(_restarts), _options.AutoReset ?? _options.MinBackoff);
    }

    private void ChildStopped()
    {
        _child = null;
        bool startAgain = !_finalStop && (_failed || _options.Trigger == BackoffTrigger.Stop);
        if (!startAgain || (_options.MaxNrOfRetries >= 0 && _restarts >= _options.MaxNrOfRetries))
        {
            Context.Stop(Self);
            return;
        }

        Timers.Cancel("forget");
        Timers.StartSingleTimer("start", StartChild.Instance, Pause(_restarts));
        _restarts++;
    }

    /// <summary>min · 2^restarts, at most max, with up to the random share on top.</summary>
    private TimeSpan Pause(int restarts)
    {
        double pause = Math.Min(_options.MaxBackoff.TotalMilliseconds, _options.MinBackoff.TotalMilliseconds * Math.Pow(2, restarts));
        return TimeSpan.FromMilliseconds(pause * (1 + (_jitter.NextDouble() * _options.RandomFactor)));
    }

    private void Pass(object message)
    {
        if (_child is not null && Sender.Equals(_child))
        {
            Context.Parent.Forward(message);
            return;
        }

        _finalStop |= _options.FinalStopMessage?.Invoke(message) ?? false;
        if (_child is not null)
            _child.Forward(message);
        else if (_finalStop)
            Context.Stop(Self);
        else if (_options.ReplyWhileStopped is { } reply)
            Sender.Tell(reply, Self);
        else
            Context.System.DeadLetters.Forward(message);
    }

    /// <summary>Asks for <see cref="CurrentChild"/>.</summary>
    public sealed class GetCurrentChild
    {
        public static readonly GetCurrentChild Instance = new();

        private GetCurrentChild()
        {
        }
    }

    /// <summary>The child of the moment; <see cref="ActorRefs.Nobody"/> during a pause.</summary>
    public sealed class CurrentChild(IActorRef @ref)
    {
        public IActorRef Ref { get; } = @ref;
    }

    /// <summary>From the child: forget past failures (with manual reset).</summary>
    public sealed class Reset
    {
        public static readonly Reset Instance = new();

        private Reset()
        {
        }
    }

    /// <summary>Asks for <see cref="RestartCount"/>.</summary>
    public sealed class GetRestartCount
    {
        public static readonly GetRestartCount Instance = new();

        private GetRestartCount()
        {
        }
    }

    /// <summary>New starts since the last reset.</summary>
    public sealed class RestartCount(int count)
    {
        public int Count { get; } = count;
    }

    private sealed class StartChild
    {
        public static readonly StartChild Instance = new();
    }

    private sealed record ResetRestartCount(int Current);
}
