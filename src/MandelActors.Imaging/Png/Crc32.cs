using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MandelActors.Imaging.Png;

/// <summary>CRC-32 as PNG, gzip and Ethernet use it (polynomial 0x04C11DB7, bits reflected, inverted at both ends).</summary>
public static partial class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    // Table k gives the effect of a byte that k further bytes follow.
    private static readonly uint[][] Tables = BuildTables();

    /// <summary>The checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The checksum of everything <paramref name="crc"/> covers followed by <paramref name="bytes"/>.</summary>
    /// <param name="crc">A finished checksum, 0 for nothing.</param>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        uint state = ~crc;
        if (Pclmulqdq.IsSupported && Vector128.IsHardwareAccelerated && bytes.Length >= FoldedAtLeast) Fold(ref state, ref bytes);
        return ~Sliced(state, bytes);
    }

    /// <summary>The plain twin of <see cref="Append"/>: eight bytes a step through eight tables.</summary>
    internal static uint AppendSliced(uint crc, ReadOnlySpan<byte> bytes) => ~Sliced(~crc, bytes);

    private static uint Sliced(uint state, ReadOnlySpan<byte> bytes)
    {
        var t = Tables;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            uint low = state ^ System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            uint high = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            state = t[7][low & 0xFF] ^ t[6][low >> 8 & 0xFF] ^ t[5][low >> 16 & 0xFF] ^ t[4][low >> 24]
                ^ t[3][high & 0xFF] ^ t[2][high >> 8 & 0xFF] ^ t[1][high >> 16 & 0xFF] ^ t[0][high >> 24];
        }

        foreach (byte value in bytes) state = t[0][(state ^ value) & 0xFF] ^ state >> 8;
        return state;
    }

    private static uint[][] BuildTables()
    {
        uint[][] tables = [.. Enumerable.Range(0, 8).Select(_ => new uint[256])];
        for (uint value = 0; value < 256; value++)
        {
            uint state = value;
            for (int bit = 0; bit < 8; bit++) state = (state & 1) != 0 ? state >> 1 ^ Polynomial : state >> 1;
            tables[0][value] = state;
        }

        for (int k = 1; k < 8; k++)
        {
            for (int value = 0; value < 256; value++)
            {
                uint before = tables[k - 1][value];
                tables[k][value] = tables[0][before & 0xFF] ^ before >> 8;
            }
        }

        return tables;
    }
}
