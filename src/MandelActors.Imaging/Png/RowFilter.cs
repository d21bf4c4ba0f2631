using System.Numerics;

namespace MandelActors.Imaging.Png;

/// <summary>Replaces the bytes of a row by their differences from what a predictor expects.</summary>
internal static class RowFilter
{
    /// <summary>Filters one row.</summary>
    /// <param name="row">The row's bytes.</param>
    /// <param name="above">The row above, zeros for the first.</param>
    /// <param name="pixel">Bytes a pixel.</param>
    /// <param name="filtered">As many bytes as the row; overwritten.</param>
    /// <returns>The sum of the differences' distances from 0: the smaller, the better the row should deflate.</returns>
    /// <remarks>Lanes are neighbouring bytes; the first pixel, which has no left neighbour, and the remainder go through <see cref="Scalar"/>.</remarks>
    public static uint Apply<TPredictor>(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int pixel, Span<byte> filtered)
        where TPredictor : struct, IPredictor
    {
        int lanes = Vector<byte>.Count, at = Math.Min(pixel, row.Length);
        uint cost = Scalar<TPredictor>(row, above, pixel, filtered, 0, at);
        Vector<uint> costs = default;
        for (; at + lanes <= row.Length; at += lanes)
        {
            var difference = new Vector<byte>(row[at..])
                - TPredictor.Expect(new Vector<byte>(row[(at - pixel)..]), new Vector<byte>(above[at..]), new Vector<byte>(above[(at - pixel)..]));
            difference.CopyTo(filtered[at..]);
            // The smaller of d and 256 − d, as bytes.
            Vector.Widen(Vector.Min(difference, Vector<byte>.Zero - difference), out var low, out var high);
            Vector.Widen(low + high, out var costsLow, out var costsHigh);
            costs += costsLow + costsHigh;
        }

        return cost + Vector.Sum(costs) + Scalar<TPredictor>(row, above, pixel, filtered, at, row.Length);
    }

    /// <summary>The plain twin of <see cref="Apply"/> for bytes <paramref name="from"/> to before <paramref name="end"/>.</summary>
    public static uint Scalar<TPredictor>(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int pixel, Span<byte> filtered, int from, int end)
        where TPredictor : struct, IPredictor
    {
        uint cost = 0;
        for (int i = from; i < end; i++)
        {
            bool first = i < pixel;
            byte difference = (byte)(row[i] - TPredictor.Expect(first ? (byte)0 : row[i - pixel], above[i], first ? (byte)0 : above[i - pixel]));
            filtered[i] = difference;
            cost += Math.Min(difference, (byte)-difference);
        }

        return cost;
    }
}
