namespace MandelActors.Imaging.Colour;

/// <summary>Light as whole numbers: sums of samples come out the same in any order and on any machine.</summary>
internal static class LinearLight
{
    /// <summary>Full light. Sixteen samples still fit 32 bits.</summary>
    public const uint One = 1u << 24;

    // 65,536 steps of light: the steepest part of the curve, near black, moves 1/20 of an 8-bit level from one to the next;
    // between them the curve is straight to 1/200 of a 16-bit level.
    private const int Steps = 1 << 16;
    private const int StepBits = 8;

    private static readonly Lazy<double[]> Curve = new(() => [.. Enumerable.Range(0, Steps + 2).Select(i => Srgb.Encode(Math.Min(i / (double)Steps, 1)))]);
    private static readonly Lazy<byte[]> Levels8 = new(() => [.. Curve.Value.Select(encoded => (byte)RgbValue.Level(encoded, byte.MaxValue))]);

    /// <summary>The 8-bit level of every step of light.</summary>
    public static byte[] Levels => Levels8.Value;

    /// <summary>The light of an encoded channel, 0 … 1, in units of <see cref="One"/>.</summary>
    public static uint Decode(double encoded) => (uint)(Srgb.Decode(Math.Clamp(encoded, 0, 1)) * One + 0.5);

    /// <summary>The 8-bit levels of a row of light sums.</summary>
    /// <param name="sums">Sums over the samples, one a channel.</param>
    /// <param name="samples">How many were added.</param>
    /// <param name="levels">As many bytes as sums.</param>
    public static void Encode8(ReadOnlySpan<uint> sums, uint samples, Span<byte> levels)
    {
        byte[] table = Levels8.Value;
        for (int i = 0; i < sums.Length; i++)
        {
            uint mean = (sums[i] + samples / 2) / samples;
            levels[i] = table[(mean + (1u << (StepBits - 1))) >> StepBits];
        }
    }

    /// <summary>The 16-bit levels of a row of light sums, big-endian.</summary>
    /// <param name="levels">Two bytes a sum.</param>
    public static void Encode16(ReadOnlySpan<uint> sums, uint samples, Span<byte> levels)
    {
        double[] curve = Curve.Value;
        for (int i = 0; i < sums.Length; i++)
        {
            uint mean = (sums[i] + samples / 2) / samples;
            int step = (int)(mean >> StepBits);
            double share = (mean & ((1u << StepBits) - 1)) / (double)(1u << StepBits);
            double encoded = curve[step] + (curve[step + 1] - curve[step]) * share;
            System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(levels[(2 * i)..], (ushort)RgbValue.Level(encoded, ushort.MaxValue));
        }
    }
}
