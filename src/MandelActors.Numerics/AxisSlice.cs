using System.Globalization;

namespace MandelActors.Numerics;

/// <summary>The indices start, start + step, … of one axis of an array; at least one.</summary>
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

    /// <summary>All of an axis.</summary>
    public static AxisSlice All(long length) => new(0, length);

    /// <summary>Whether it is all of an axis.</summary>
    public bool IsAll(long length) => this == All(length);

    /// <summary>The chosen ones of an axis' coordinates.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It leaves the axis.</exception>
    public double[] Of(ReadOnlySpan<double> axis)
    {
        RequireWithin(axis.Length);
        var chosen = new double[Count];
        for (var i = 0; i < chosen.Length; i++) chosen[i] = axis[(int)this[i]];
        return chosen;
    }

    /// <summary>Checks that every index lies on an axis.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It leaves the axis.</exception>
    public void RequireWithin(long length)
    {
        if (Last >= length) throw new ArgumentOutOfRangeException(nameof(length), length, $"{this} leaves an axis of {length}.");
    }

    /// <summary>As start:stop:step, with nothing left out: the same indices always give the same text.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Start}:{Last + 1}:{Step}");
}
