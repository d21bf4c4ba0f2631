using System.Numerics;

namespace MandelActors.Imaging.Colour;

/// <summary><c>cycle</c>: index = ⌊entries · frac(ν / period + offset)⌋.</summary>
/// <param name="entries">Entries of one turn, a power of two, so that scaling by it is exact.</param>
/// <param name="period">Counts a turn.</param>
/// <param name="offset">Turns.</param>
public sealed class CycleIndex(int entries, double period, double offset) : IndexMap
{
    /// <summary>Entries of one turn, a power of two.</summary>
    public int Entries => entries;

    /// <summary>Counts a turn.</summary>
    public double Period => period;

    /// <summary>Turns.</summary>
    public double Offset => offset;

    /// <remarks>
    /// Lanes are neighbouring counts; the remainder goes through <see cref="Scalar"/>, which every lane equals bit for bit: division, addition,
    /// floor and subtraction are rounded alike in both, and nothing is fused.
    /// </remarks>
    public override void Map(ReadOnlySpan<double> counts, Span<int> indices)
    {
        indices = indices[..counts.Length];
        int step = 2 * Vector<double>.Count, done = 0;
        var periods = new Vector<double>(period);
        var offsets = new Vector<double>(offset);
        for (; done + step <= counts.Length; done += step)
        {
            var low = Places(new Vector<double>(counts[done..]), periods, offsets);
            var high = Places(new Vector<double>(counts[(done + Vector<double>.Count)..]), periods, offsets);
            Vector.Narrow(Vector.ConvertToInt64(low), Vector.ConvertToInt64(high)).CopyTo(indices[done..]);
        }

        Scalar(counts[done..], indices[done..]);
    }

    /// <summary>The plain form of <see cref="Map"/>.</summary>
    public void Scalar(ReadOnlySpan<double> counts, Span<int> indices)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            double place = counts[i] / period + offset;
            double share = place - Math.Floor(place);
            indices[i] = double.IsNaN(share) ? entries : (int)Math.Min(share * entries, entries - 1);
        }
    }

    // The share of a turn can round up to 1 from just below a whole turn: hence the minimum.
    private Vector<double> Places(Vector<double> counts, Vector<double> periods, Vector<double> offsets)
    {
        var place = counts / periods + offsets;
        var share = place - Vector.Floor(place);
        var scaled = Vector.Min(share * new Vector<double>(entries), new Vector<double>(entries - 1));
        return Vector.ConditionalSelect(Vector.Equals(share, share), scaled, new Vector<double>(entries));
    }
}
