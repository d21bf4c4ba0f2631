namespace MandelActors.Kernels;

/// <summary>A device cannot do what is asked of it, though nothing is wrong with the task: it has not the memory, or its driver does not build a program. Another device may.</summary>
public sealed class DeviceUnsuitedException(string message, Exception cause) : Exception(message, cause);
