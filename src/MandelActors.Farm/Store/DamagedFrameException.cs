using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Store;

/// <summary>A frame's file is missing, or is not what the journal says.</summary>
public sealed class DamagedFrameException(FrameNumber frame, string damage, Exception? cause = null)
    : Exception($"frame {frame}: {damage}", cause)
{
    public FrameNumber Frame { get; } = frame;

    /// <summary>What is wrong, in a few words, without the frame's number.</summary>
    public string Damage { get; } = damage;
}
