namespace MandelActors.Farm.Links;

/// <summary>A link ended: the other side is silent, gone, too slow, or said something that has no place on a link.</summary>
/// <param name="reason">One line.</param>
public sealed class LinkEndedException(string reason) : Exception(reason)
{
    /// <summary>What was heard instead of a welcome.</summary>
    internal SeedAnswer Answer { get; init; }

    /// <summary>Whether the other side was told to stop, and said so.</summary>
    internal bool IsInOrder { get; init; }
}
