using MandelActors.Actors.Cells;
using Microsoft.Extensions.Logging;

namespace MandelActors.Actors;

/// <summary>How an actor judges its failing children.</summary>
public abstract class SupervisorStrategy
{
    /// <summary>Stop a child that could not be built, was killed, or follows a dead friend; restart after any other failure.</summary>
    public static readonly IDecider DefaultDecider = new LocalOnlyDecider(cause => cause switch
    {
        ActorInitializationException or ActorKilledException or DeathPactException => Directive.Stop,
        _ => Directive.Restart,
    });

    /// <summary>Restart without limit, by the default decider.</summary>
    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);

    /// <summary>Stop whatever fails.</summary>
    public static readonly OneForOneStrategy StoppingStrategy = new(_ => Directive.Stop);

    private protected SupervisorStrategy()
    {
    }

    /// <summary>Chooses the directive for an exception.</summary>
    public abstract IDecider Decider { get; }

    /// <summary>Whether failures are logged before they are handled.</summary>
    internal bool LoggingEnabled { get; init; } = true;

    private protected abstract void ProcessFailure(ActorCell supervisor, bool restart, Child child, Exception cause);

    /// <returns>False when the failure is to be escalated.</returns>
    internal bool HandleFailure(ActorCell supervisor, Child child, Exception cause)
    {
        var directive = Decider.Decide(cause);
        if (LoggingEnabled && directive != Directive.Escalate)
        {
            var level = directive == Directive.Resume ? LogLevel.Warning : LogLevel.Error;
            supervisor.System.Log.Log(level, cause, "{Actor} failed with {Failure}; its supervisor's directive is {Directive}", child.Ref.Path, cause.GetType().Name, directive);
        }

        switch (directive)
        {
            case Directive.Resume:
                child.Ref.SendSystemMessage(new SystemMessage.Resume(cause));
                return true;
            case Directive.Escalate:
                return false;
            default:
                ProcessFailure(supervisor, directive == Directive.Restart, child, cause);
                return true;
        }
    }
}
