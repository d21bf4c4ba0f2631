using System.Runtime.InteropServices;

namespace MandelActors.Imaging;

/// <summary>Writes rows of pixels whose colours are looked up in a table.</summary>
/// <remarks>
/// Four bytes are stored where a pixel has three: the next pixel puts the fourth right. The last of a row is stored byte by byte, for the row after it may be
/// another thread's. The same goes for eight bytes where a pixel has six.
/// </remarks>
internal static class PackedColours
{
    /// <param name="indices">One a pixel.</param>
    /// <param name="colours">Red in the lowest byte, then green, blue, 0.</param>
    /// <param name="row">Three bytes a pixel.</param>
    public static void Write8(ReadOnlySpan<int> indices, ReadOnlySpan<uint> colours, Span<byte> row)
    {
        int last = indices.Length - 1;
        for (int x = 0; x < last; x++) MemoryMarshal.Write(row[(3 * x)..], colours[indices[x]]);
        WriteLast(colours[indices[last]], row[(3 * last)..]);
    }

    /// <inheritdoc cref="Write8(ReadOnlySpan{int}, ReadOnlySpan{uint}, Span{byte})"/>
    public static void Write8(ReadOnlySpan<byte> indices, ReadOnlySpan<uint> colours, Span<byte> row)
    {
        int last = indices.Length - 1;
        for (int x = 0; x < last; x++) MemoryMarshal.Write(row[(3 * x)..], colours[indices[x]]);
        WriteLast(colours[indices[last]], row[(3 * last)..]);
    }

    /// <param name="indices">One a pixel.</param>
    /// <param name="colours">First byte lowest: red high, red low, green high, …; the top two are 0.</param>
    /// <param name="row">Six bytes a pixel.</param>
    public static void Write16(ReadOnlySpan<int> indices, ReadOnlySpan<ulong> colours, Span<byte> row)
    {
        int last = indices.Length - 1;
        for (int x = 0; x < last; x++) MemoryMarshal.Write(row[(6 * x)..], colours[indices[x]]);
        ulong colour = colours[indices[last]];
        for (int part = 0; part < 6; part++) row[6 * last + part] = (byte)(colour >> 8 * part);
    }

    private static void WriteLast(uint colour, Span<byte> pixel)
    {
        for (int channel = 0; channel < 3; channel++) pixel[channel] = (byte)(colour >> 8 * channel);
    }
}
