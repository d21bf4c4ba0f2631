using System.Globalization;

namespace MandelActors.Protocol.Scenes;

/// <summary>The indices start, start + step, … of one axis; at least one, never beyond the axis.</summary>
public readonly record struct AxisSlice
{
    /// <param name="start">The first index, at least 0.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="step">From one to the next, at least 1; of no meaning, and 1, for a single index.</param>
    public AxisSlice(long start, long count, long step = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        (Start, Count, Step) = (start, count, count == 1 ? 1 : step);
    }

    public long Start { get; }

    public long Count { get; }

    public long Step { get; }

    /// <summary>The last index.</summary>
    public long Last => Start + (Count - 1) * Step;

    /// <summary>The index in the whole axis of a position in the slice.</summary>
    public long this[long position] => Start + position * Step;

    /// <summary>As <see cref="ArraySlice.Parse"/> reads it: the same indices always give the same text.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Start}:{Last + 1}:{Step}");
}
