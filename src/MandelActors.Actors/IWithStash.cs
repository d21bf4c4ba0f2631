namespace MandelActors.Actors;

/// <summary>Implemented by an actor that wants a stash.</summary>
public interface IWithStash : IActorStash;
