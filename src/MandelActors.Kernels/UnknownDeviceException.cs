namespace MandelActors.Kernels;

/// <summary>A selection names a device that this machine does not have; the message lists those it has.</summary>
public sealed class UnknownDeviceException(string message) : Exception(message);
