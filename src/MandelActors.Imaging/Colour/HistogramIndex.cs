namespace MandelActors.Imaging.Colour;

/// <summary><c>histogram</c>: the palette position of a count is the share of the frame's escaping pixels below it.</summary>
/// <remarks>
/// The share is read from a table of at most <see cref="Knots"/> quantiles of the counts, linear in between, so it rises smoothly with ν. Equal counts share the
/// middle of their ranks. The quantiles come from every k-th pixel in row order, k fixed by the size of the field: the same field gives the same table
/// on any number of threads.
/// </remarks>
internal sealed class HistogramIndex : IndexMap
{
    /// <summary>Most points of the table; each stands for a 1/4096 of the frame, far below one colour step.</summary>
    public const int Knots = 4096;

    private const int MostSampled = 1 << 18;

    private readonly int _entries;
    private readonly double _turns;
    private readonly double _offset;
    private readonly double[] _counts;
    private readonly double[] _shares;

    /// <param name="field">The counts of the frame; not retained.</param>
    /// <param name="entries">Entries of one turn.</param>
    /// <param name="turns">Turns from the lowest count to the highest.</param>
    /// <param name="offset">Turns.</param>
    public HistogramIndex(ReadOnlySpan<double> field, int entries, double turns, double offset)
    {
        _entries = entries;
        _turns = turns;
        _offset = offset;
        (_counts, _shares) = Quantiles(Sampled(field));
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
        if (_counts.Length == 0) return 0;
        // The last knot at or below the count; the halving has no branch to mispredict.
        int at = 0;
        for (int left = _counts.Length; left > 1;)
        {
            int half = left / 2;
            at = _counts[at + half] <= count ? at + half : at;
            left -= half;
        }

        if (at == _counts.Length - 1 || count <= _counts[at]) return _shares[at];
        return _shares[at] + (_shares[at + 1] - _shares[at]) * ((count - _counts[at]) / (_counts[at + 1] - _counts[at]));
    }

    private static double[] Sampled(ReadOnlySpan<double> field)
    {
        // An odd step does not run down the columns of an image of even width.
        int step = field.Length / MostSampled | 1;
        List<double> sampled = new(field.Length / step + 1);
        for (int i = 0; i < field.Length; i += step)
        {
            if (double.IsFinite(field[i])) sampled.Add(field[i]);
        }

        double[] sorted = [.. sampled];
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
            if (first >= next || end == sorted.Length)
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
