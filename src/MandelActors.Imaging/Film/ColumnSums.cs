using System.Numerics;
using System.Runtime.InteropServices;

namespace MandelActors.Imaging.Film;

/// <summary>Adds up the bytes of a plane column by column.</summary>
internal static class ColumnSums
{
    // So many bytes fit in 16 bits: 257 · 255 = 65,535.
    private const int MostRows = 257;

    /// <summary>The sums of some rows.</summary>
    /// <param name="plane">Row-major bytes.</param>
    /// <param name="stride">Bytes of a row.</param>
    /// <param name="top">The first row.</param>
    /// <param name="bottom">The row after the last.</param>
    /// <param name="sums">One a column; overwritten.</param>
    /// <remarks>Lanes are neighbouring columns; equals <see cref="Scalar"/>, which takes the remainder.</remarks>
    public static void Of(ReadOnlySpan<byte> plane, int stride, int top, int bottom, Span<uint> sums)
    {
        int lanes = Vector<byte>.Count, at = 0;
        for (; at + lanes <= stride; at += lanes)
        {
            Vector<uint> first = default, second = default, third = default, fourth = default;
            for (int from = top; from < bottom; from += MostRows)
            {
                int end = Math.Min(bottom, from + MostRows);
                Vector<ushort> low = default, high = default;
                for (int y = from; y < end; y++)
                {
                    Vector.Widen(new Vector<byte>(plane[(y * stride + at)..]), out var left, out var right);
                    low += left;
                    high += right;
                }

                Vector.Widen(low, out var a, out var b);
                Vector.Widen(high, out var c, out var d);
                (first, second, third, fourth) = (first + a, second + b, third + c, fourth + d);
            }

            var quarters = MemoryMarshal.Cast<uint, Vector<uint>>(sums.Slice(at, lanes));
            (quarters[0], quarters[1], quarters[2], quarters[3]) = (first, second, third, fourth);
        }

        Scalar(plane, stride, top, bottom, sums, at);
    }

    /// <summary>The plain twin of <see cref="Of"/>, for the columns from <paramref name="from"/> on.</summary>
    internal static void Scalar(ReadOnlySpan<byte> plane, int stride, int top, int bottom, Span<uint> sums, int from)
    {
        for (int x = from; x < stride; x++)
        {
            uint sum = 0;
            for (int y = top; y < bottom; y++) sum += plane[y * stride + x];
            sums[x] = sum;
        }
    }
}
