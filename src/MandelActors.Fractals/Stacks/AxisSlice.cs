namespace MandelActors.Fractals.Stacks;

/// <summary>Some of the rows or columns of a level, evenly spaced: first, first + step, ….</summary>
/// <param name="First">Index of the first.</param>
/// <param name="Count">How many, at least 1.</param>
/// <param name="Step">From one to the next; negative runs backwards.</param>
public readonly record struct AxisSlice(int First, int Count, int Step = 1)
{
    /// <summary>All of an axis.</summary>
    public static AxisSlice All(int length) => new(0, length);

    /// <summary>The index of one of them on the whole axis.</summary>
    /// <param name="i">0 … <see cref="Count"/> − 1.</param>
    public int this[int i] => First + i * Step;

    /// <summary>Whether it is all of an axis, in order.</summary>
    public bool IsAll(int length) => this == All(length);

    /// <summary>The chosen ones of an axis' coordinates.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The slice is empty, or not within the axis.</exception>
    public double[] Of(ReadOnlySpan<double> axis)
    {
        RequireWithin(axis.Length);
        var chosen = new double[Count];
        for (var i = 0; i < chosen.Length; i++) chosen[i] = axis[this[i]];
        return chosen;
    }

    /// <summary>Checks that every index lies on an axis.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The slice is empty, or not within the axis.</exception>
    public void RequireWithin(int length)
    {
        var last = First + (Count - 1L) * Step;
        if (Count < 1 || First < 0 || First >= length || last < 0 || last >= length)
            throw new ArgumentOutOfRangeException(nameof(length), length, $"{this} is empty or leaves an axis of {length}.");
    }

    public override string ToString() => $"{First}, {Count} in steps of {Step}";
}
