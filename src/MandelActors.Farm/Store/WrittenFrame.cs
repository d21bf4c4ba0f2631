using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Store;

/// <summary>A frame's file as it was written and flushed.</summary>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="Bytes">Its size.</param>
public readonly record struct WrittenFrame(Sha256Hash Sha256, long Bytes);
