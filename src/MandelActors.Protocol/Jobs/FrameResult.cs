using MandelActors.Protocol.Ids;

namespace MandelActors.Protocol.Jobs;

/// <summary>What a finished frame is.</summary>
/// <param name="Sha256">Of the file's bytes.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="DeviceKind">The kind of device that rendered it.</param>
/// <param name="Milliseconds">From the start of rendering to the file's flush.</param>
public readonly record struct FrameResult(Sha256Hash Sha256, long Bytes, string DeviceKind, int Milliseconds);
