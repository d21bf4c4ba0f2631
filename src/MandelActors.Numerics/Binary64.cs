using System.Runtime.CompilerServices;

namespace MandelActors.Numerics;

/// <summary>The parts of a double in IEEE 754's binary64: sign, 11 bits of exponent, 52 bits of fraction.</summary>
internal static class Binary64
{
    public const int Bias = 1023;

    /// <summary>The exponent field of infinities and NaN.</summary>
    public const int Special = 0x7FF;

    private const int FractionBits = 52;

    /// <summary>0 for zero and subnormals, <see cref="Special"/> for infinities and NaN, else the exponent plus <see cref="Bias"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ExponentField(double value) => (int)(BitConverter.DoubleToInt64Bits(value) >>> FractionBits) & Special;

    /// <summary>A normal number scaled to 1 ≤ |result| &lt; 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double WithExponentZero(double value) => BitConverter.Int64BitsToDouble(
        (BitConverter.DoubleToInt64Bits(value) & ~((long)Special << FractionBits)) | ((long)Bias << FractionBits));

    /// <summary>Whether 2^power is a normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNormalPower(long power) => (ulong)(power + Bias - 1) < Special - 1;

    /// <summary>2^power.</summary>
    /// <param name="power">−1022 … 1023.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double PowerOfTwo(long power) => BitConverter.Int64BitsToDouble((power + Bias) << FractionBits);
}
