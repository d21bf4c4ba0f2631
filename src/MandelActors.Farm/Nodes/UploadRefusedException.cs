using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Nodes;

/// <summary>A frame's bytes were refused for what they are: too long, damaged, or no such frame. Sending them again will not help.</summary>
public sealed class UploadRefusedException(FrameNumber frame, string reason) : Exception($"frame {frame} was not taken: {reason}");
