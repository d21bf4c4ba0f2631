namespace MandelActors.Actors.Tests;

/// <summary>A failure a test wanted.</summary>
public sealed class DeliberateException(string message = "deliberate") : Exception(message);
