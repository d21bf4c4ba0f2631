namespace MandelActors.Kernels;

/// <summary>A device is gone, or in a state that every further call ends in the same error: it has to be opened anew.</summary>
public sealed class DeviceLostException(string message, Exception? cause = null) : Exception(message, cause);
