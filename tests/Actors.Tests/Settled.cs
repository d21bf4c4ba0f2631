namespace MandelActors.Actors.Tests;

/// <summary>Everything sent before the question has been handled.</summary>
public sealed record Settled;
