using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Nodes;

/// <summary>A frame was refused because another attempt at it is current.</summary>
public sealed class StaleAttemptException(FrameNumber frame, Attempt attempt, string reason)
    : Exception($"attempt {attempt} at frame {frame} is of no use: {reason}");
