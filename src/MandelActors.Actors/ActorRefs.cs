namespace MandelActors.Actors;

/// <summary>The two references that stand for no actor.</summary>
public static class ActorRefs
{
    /// <summary>No sender: the receiver sees the dead letters.</summary>
    public static readonly IActorRef? NoSender;

    /// <summary>Takes everything, does nothing; what a look-up returns that finds nobody.</summary>
    public static readonly Nobody Nobody = Nobody.Instance;
}
