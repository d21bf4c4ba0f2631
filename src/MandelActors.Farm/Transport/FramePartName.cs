using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Transport;

/// <summary>Names one file of one try at one frame.</summary>
/// <param name="Part">0 for the first.</param>
public readonly record struct FramePartName(JobId Job, FrameNumber Frame, Attempt Attempt, int Part);
