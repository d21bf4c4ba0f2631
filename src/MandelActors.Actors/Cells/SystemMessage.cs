namespace MandelActors.Actors.Cells;

/// <summary>What the kernel's own parts tell each other about actors. Handled before any user message, also by actors that are suspended.</summary>
internal abstract record SystemMessage
{
    /// <summary>First of all: construct the actor and run its <c>PreStart</c>.</summary>
    public sealed record Create : SystemMessage
    {
        public static readonly Create Instance = new();
    }

    /// <summary>Stop the children, then the actor.</summary>
    public sealed record Terminate : SystemMessage
    {
        public static readonly Terminate Instance = new();
    }

    /// <summary>Handle no user message until resumed; counts.</summary>
    public sealed record Suspend : SystemMessage
    {
        public static readonly Suspend Instance = new();
    }

    /// <summary>Take one suspension back.</summary>
    /// <param name="CausedByFailure">The failure the supervisor forgave; null when a parent resumes all its children.</param>
    public sealed record Resume(Exception? CausedByFailure) : SystemMessage;

    /// <summary>Restart with a fresh instance.</summary>
    public sealed record Recreate(Exception Cause) : SystemMessage;

    /// <summary>To the parent: a child failed and has suspended itself until judged.</summary>
    public sealed record Failed(LocalActorRef Child, Exception Cause) : SystemMessage;

    public sealed record Watch(ActorRefBase Watcher) : SystemMessage;

    public sealed record Unwatch(ActorRefBase Watcher) : SystemMessage;

    /// <summary>To the parent and to every watcher: it has terminated, or never lived.</summary>
    public sealed record DeathWatchNotification(ActorRefBase Actor, bool ExistenceConfirmed) : SystemMessage;

    /// <summary>Part of an async handler after an await.</summary>
    public sealed record Continue(SendOrPostCallback Callback, object? State) : SystemMessage;

    /// <summary>The task of an async handler has ended.</summary>
    public sealed record TaskEnded(Task Task, ActorBase Incarnation) : SystemMessage;

    /// <summary>Code of a persistent actor about what its journal answered; dropped when that instance is gone.</summary>
    public sealed record Run(Action Action, ActorBase Incarnation) : SystemMessage;
}
