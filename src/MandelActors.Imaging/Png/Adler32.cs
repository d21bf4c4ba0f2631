using System.Numerics;

namespace MandelActors.Imaging.Png;

/// <summary>Adler-32, the checksum of zlib streams (RFC 1950): two sums modulo 65521.</summary>
public static class Adler32
{
    /// <summary>The checksum of nothing.</summary>
    public const uint Empty = 1;

    private const uint Modulus = 65521;

    // As many bytes as keep the second sum of a block below 2³² (RFC 1950's 5552), in whole vectors of up to 64.
    private const int Block = 5504;

    // The lanes' share in the second sum: byte j of a vector is counted (length − j) times.
    private static readonly Vector<ushort> WeightsLow = new([.. Enumerable.Range(0, Vector<ushort>.Count).Select(j => (ushort)(Vector<byte>.Count - j))]);
    private static readonly Vector<ushort> WeightsHigh = new([.. Enumerable.Range(0, Vector<ushort>.Count).Select(j => (ushort)(Vector<byte>.Count - Vector<ushort>.Count - j))]);

    public static uint Of(ReadOnlySpan<byte> bytes) => Append(Empty, bytes);

    /// <summary>The checksum of everything <paramref name="adler"/> covers followed by <paramref name="bytes"/>.</summary>
    /// <remarks>Lanes are neighbouring bytes; equals <see cref="AppendScalar"/>, which takes the remainder.</remarks>
    public static uint Append(uint adler, ReadOnlySpan<byte> bytes)
    {
        uint low = adler & 0xFFFF, high = adler >> 16;
        while (bytes.Length >= Vector<byte>.Count)
        {
            int length = Math.Min(bytes.Length, Block) / Vector<byte>.Count * Vector<byte>.Count;
            AddBlock(bytes[..length], ref low, ref high);
            bytes = bytes[length..];
        }

        return AppendScalar(high << 16 | low, bytes);
    }

    /// <summary>The plain twin of <see cref="Append"/>.</summary>
    internal static uint AppendScalar(uint adler, ReadOnlySpan<byte> bytes)
    {
        uint low = adler & 0xFFFF, high = adler >> 16;
        foreach (byte value in bytes)
        {
            low = (low + value) % Modulus;
            high = (high + low) % Modulus;
        }

        return high << 16 | low;
    }

    /// <summary>The checksum of two runs of bytes one after the other, from the checksum of each.</summary>
    /// <param name="secondLength">Bytes the second one covers.</param>
    public static uint Combine(uint first, uint second, long secondLength)
    {
        uint low1 = first & 0xFFFF, high1 = first >> 16, low2 = second & 0xFFFF, high2 = second >> 16;
        // The second run's sums started at 1 and 0 instead of the first run's: every byte of it adds that difference once more.
        uint difference = (low1 + Modulus - 1) % Modulus;
        uint low = (low2 + difference) % Modulus;
        ulong high = ((ulong)high1 + high2 + (ulong)(secondLength % Modulus) * difference) % Modulus;
        return (uint)high << 16 | low;
    }

    private static void AddBlock(ReadOnlySpan<byte> bytes, ref uint low, ref uint high)
    {
        Vector<uint> sums = default, running = default, weighted = default;
        for (int at = 0; at < bytes.Length; at += Vector<byte>.Count)
        {
            running += sums;
            Vector.Widen(new Vector<byte>(bytes[at..]), out var first, out var second);
            Vector.Widen(first + second, out var sumsFirst, out var sumsSecond);
            sums += sumsFirst + sumsSecond;
            // 255 · 32 at most in a product, twice that in their sum: 16 bits hold it for vectors of up to 64 bytes.
            Vector.Widen(first * WeightsLow + second * WeightsHigh, out var weightedFirst, out var weightedSecond);
            weighted += weightedFirst + weightedSecond;
        }

        ulong total = (ulong)high + (ulong)low * (uint)bytes.Length + (ulong)Vector.Sum(running) * (uint)Vector<byte>.Count + Vector.Sum(weighted);
        low = (low + Vector.Sum(sums)) % Modulus;
        high = (uint)(total % Modulus);
    }
}
