namespace MandelActors.Actors;

/// <summary>Questions about references.</summary>
public static class ActorRefExtensions
{
    /// <summary>Whether it is null or <see cref="ActorRefs.Nobody"/>.</summary>
    public static bool IsNobody(this IActorRef? actorRef) => actorRef is null or Nobody;
}
