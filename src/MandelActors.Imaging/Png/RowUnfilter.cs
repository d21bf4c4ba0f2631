using System.Numerics;

namespace MandelActors.Imaging.Png;

/// <summary>Turns the differences of a filtered row back into the row, in place.</summary>
internal static class RowUnfilter
{
    /// <param name="filter">0 … 4: none, sub, up, average, Paeth.</param>
    /// <param name="row">The differences; becomes the row.</param>
    /// <param name="above">The row above, zeros for the first.</param>
    /// <param name="pixel">Bytes a pixel.</param>
    /// <returns>False when there is no such filter.</returns>
    public static bool Undo(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int pixel)
    {
        switch (filter)
        {
            case 0: break;
            case 1: Sub(row, pixel); break;
            case 2: Up(row, above); break;
            case 3: Scalar<AveragePredictor>(row, above, pixel); break;
            case 4: Paeth(row, above, pixel); break;
            default: return false;
        }

        return true;
    }

    /// <summary>Any filter, byte by byte: the plain twin of the others.</summary>
    internal static void Scalar<TPredictor>(Span<byte> row, ReadOnlySpan<byte> above, int pixel)
        where TPredictor : struct, IPredictor
    {
        for (int i = 0; i < row.Length; i++)
        {
            bool first = i < pixel;
            row[i] += TPredictor.Expect(first ? (byte)0 : row[i - pixel], above[i], first ? (byte)0 : above[i - pixel]);
        }
    }

    private static void Sub(Span<byte> row, int pixel)
    {
        for (int i = pixel; i < row.Length; i++) row[i] += row[i - pixel];
    }

    private static void Up(Span<byte> row, ReadOnlySpan<byte> above)
    {
        int at = 0;
        for (; at + Vector<byte>.Count <= row.Length; at += Vector<byte>.Count) (new Vector<byte>(row[at..]) + new Vector<byte>(above[at..])).CopyTo(row[at..]);
        for (; at < row.Length; at++) row[at] += above[at];
    }

    // Each pixel waits for the one on its left; the channels do not wait for each other, so three run abreast.
    private static void Paeth(Span<byte> row, ReadOnlySpan<byte> above, int pixel)
    {
        if (pixel != 3)
        {
            Scalar<PaethPredictor>(row, above, pixel);
            return;
        }

        byte a0 = 0, a1 = 0, a2 = 0, c0 = 0, c1 = 0, c2 = 0;
        for (int i = 0; i + 2 < row.Length && i + 2 < above.Length; i += 3)
        {
            byte b0 = above[i], b1 = above[i + 1], b2 = above[i + 2];
            row[i] = a0 = (byte)(row[i] + PaethPredictor.Expect(a0, b0, c0));
            row[i + 1] = a1 = (byte)(row[i + 1] + PaethPredictor.Expect(a1, b1, c1));
            row[i + 2] = a2 = (byte)(row[i + 2] + PaethPredictor.Expect(a2, b2, c2));
            (c0, c1, c2) = (b0, b1, b2);
        }
    }
}
