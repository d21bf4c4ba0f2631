namespace MandelActors.Imaging.Colour;

/// <summary><c>histogram</c>: the palette position of a count is the share of the frame's escaping pixels below it.</summary>
/// <remarks>
/// The share is read from a table of at most <see cref="Knots"/> quantiles of the counts, linear in between, so it rises smoothly with ν. Equal counts share the
/// middle of their ranks. The quantiles come from every k-th pixel in row order, k fixed by the size of the field: the same field gives the same table
/// on any number of threads.
/// </remarks>
public sealed class HistogramIndex : IndexMap
{
    /// <summary>Most points of the table; each stands for a 1/4096 of the frame, far below one colour step.</summary>
    public const int Knots = 4096;

    private const int MostSampled = 1 << 17;

    // The guide: 256 cells a doubling, 32 doublings.
    private const int CellShift = 52 - 8;
    private const int Cells = 32 << 8;
    private static readonly long One = BitConverter.DoubleToInt64Bits(1);

    private readonly int _entries;
    private readonly double _turns;
    private readonly double _offset;
    private readonly double[] _counts;
    private readonly double[] _shares;
    private readonly int[] _guide = [];
    private readonly double _scale;

    /// <param name="field">The counts of the frame; not retained.</param>
    /// <param name="entries">Entries of one turn.</param>
    /// <param name="turns">Turns from the lowest count to the highest.</param>
    /// <param name="offset">Turns.</param>
    internal HistogramIndex(ReadOnlySpan<double> field, int entries, double turns, double offset)
        : this(Sorted(Pick(field, StepFor(field.Length))), entries, turns, offset)
    {
    }

    private HistogramIndex(double[] sorted, int entries, double turns, double offset)
    {
        _entries = entries;
        _turns = turns;
        _offset = offset;
        (_counts, _shares) = Quantiles(sorted);
        if (_counts.Length == 0) return;
        // The middle of the counts comes to lie four doublings from the lowest.
        double spread = _counts[_counts.Length / 2] - _counts[0];
        _scale = spread > 1e-250 ? 16 / spread : 1;
        _guide = BuildGuide();
    }

    /// <summary>Entries of one turn.</summary>
    public int Entries => _entries;

    /// <summary>Turns from the lowest count to the highest.</summary>
    public double Turns => _turns;

    /// <summary>Turns.</summary>
    public double Offset => _offset;

    /// <summary>The counts of the table, rising.</summary>
    public double[] Counts => _counts;

    /// <summary>Their shares.</summary>
    public double[] Shares => _shares;

    /// <summary>For every cell, and for one more, the last knot before it; empty without knots.</summary>
    public int[] Guide => _guide;

    /// <summary>What a distance from the lowest count is multiplied by to find its cell.</summary>
    public double Scale => _scale;

    /// <summary>The same map from numbers that were picked elsewhere.</summary>
    /// <param name="picked">Every <see cref="StepFor"/>th number of the frame.</param>
    /// <inheritdoc cref="HistogramIndex(ReadOnlySpan{double}, int, double, double)" path="/param"/>
    internal static HistogramIndex OfPicked(ReadOnlySpan<double> picked, int entries, double turns, double offset) => new(Sorted(picked), entries, turns, offset);

    /// <summary>How far apart the numbers lie that the table is made from.</summary>
    /// <param name="pixels">Pixels of the frame.</param>
    internal static int StepFor(int pixels) =>
        // An odd step does not run down the columns of an image of even width.
        pixels / MostSampled | 1;

    /// <summary>Every so manieth number of a field.</summary>
    internal static double[] Pick(ReadOnlySpan<double> field, int step)
    {
        double[] picked = new double[(field.Length + step - 1) / step];
        for (int i = 0; i < picked.Length; i++) picked[i] = field[i * step];
        return picked;
    }

    public override void Map(ReadOnlySpan<double> counts, Span<int> indices)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            if (!double.IsFinite(counts[i]))
            {
                indices[i] = _entries;
                continue;
            }

            double place = Share(counts[i]) * _turns + _offset;
            indices[i] = (int)Math.Min((place - Math.Floor(place)) * _entries, _entries - 1);
        }
    }

    /// <summary>The share, 0 … 1, of the escaping pixels whose count is below <paramref name="count"/>.</summary>
    internal double Share(double count)
    {
        if (_counts.Length == 0 || count <= _counts[0]) return _counts.Length == 0 ? 0 : _shares[0];
        if (count >= _counts[^1]) return _shares[^1];
        int key = Key(count), at = _guide[key], end = _guide[key + 1];
        // The last knot at or below the count lies from 'at' to 'end'; most often these are the same or neighbours.
        while (at < end)
        {
            int middle = (at + end + 1) / 2;
            if (_counts[middle] <= count) at = middle;
            else end = middle - 1;
        }

        return _shares[at] + (_shares[at + 1] - _shares[at]) * ((count - _counts[at]) / (_counts[at + 1] - _counts[at]));
    }

    // Counts crowd at the low end of their range and thin out upwards, so the guide's cells grow with the distance from the lowest: the exponent and
    // first bits of that distance, which rise with it, number them.
    private int Key(double count)
    {
        double distance = 1 + (count - _counts[0]) * _scale;
        return Math.Min((int)(BitConverter.DoubleToInt64Bits(distance) - One >> CellShift), Cells - 1);
    }

    private int[] BuildGuide()
    {
        int[] guide = new int[Cells + 1];
        int knot = 0;
        for (int cell = 0; cell <= Cells; cell++)
        {
            while (knot + 1 < _counts.Length && Key(_counts[knot + 1]) < cell) knot++;
            guide[cell] = knot;
        }

        return guide;
    }

    private static double[] Sorted(ReadOnlySpan<double> picked)
    {
        double[] sorted = new double[picked.Length];
        int count = 0;
        foreach (double value in picked)
        {
            if (double.IsFinite(value)) sorted[count++] = value;
        }

        Array.Resize(ref sorted, count);
        Array.Sort(sorted);
        return sorted;
    }

    private static (double[] Counts, double[] Shares) Quantiles(double[] sorted)
    {
        List<double> counts = [], shares = [];
        int apart = Math.Max(1, sorted.Length / Knots), next = 0;
        for (int first = 0; first < sorted.Length;)
        {
            int end = first + 1;
            while (end < sorted.Length && sorted[end] == sorted[first]) end++;
            if (first >= next || end - first >= apart || end == sorted.Length)
            {
                counts.Add(sorted[first]);
                shares.Add((first + end - 1) / 2.0 / Math.Max(1, sorted.Length - 1));
                next = first + apart;
            }

            first = end;
        }

        return ([.. counts], [.. shares]);
    }
}
