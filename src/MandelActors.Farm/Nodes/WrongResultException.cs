namespace MandelActors.Farm.Nodes;

/// <summary>A device computed something else than the scalar truth: nothing it did since it was last seen to be right can be relied on.</summary>
public sealed class WrongResultException(string message) : Exception(message);
