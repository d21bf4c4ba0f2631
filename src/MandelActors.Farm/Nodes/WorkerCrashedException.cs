namespace MandelActors.Farm.Nodes;

/// <summary>Rendering or writing a frame failed in a way nobody expected: the worker's device or state may be broken, so it starts afresh.</summary>
public sealed class WorkerCrashedException(string message, Exception cause) : Exception(message, cause);
