namespace MandelActors.Farm.Jobs;

/// <summary>What a device has to do and how fast it does it.</summary>
/// <param name="SecondsPerFrame">How long it is busy with one frame; null before its first.</param>
/// <param name="Held">Frames of the job that its workers hold.</param>
public readonly record struct DeviceLoad<TDevice>(TDevice Device, double? SecondsPerFrame, int Held);
