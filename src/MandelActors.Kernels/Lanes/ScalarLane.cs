using System.Runtime.CompilerServices;
using MandelActors.Numerics;

namespace MandelActors.Kernels.Lanes;

/// <summary>One lane: the kernel without vectors.</summary>
internal readonly unsafe partial struct ScalarLane : ILanes<double>
{
    public const double TwoTo52 = 4503599627370496;
    public const long TwoTo52Bits = 0x4330000000000000;

    /// <summary>The exponent field of numbers in [½, 1).</summary>
    public const long HalfBias = 1022;

    /// <summary>What is left of this when an exponent field is taken away is the field of the power of two that brings the number to [½, 1).</summary>
    public const long HalfField = 1023 + HalfBias;

    public static int Count => 1;

    public static double Load(double* source) => *source;

    public static void Store(double value, double* target) => *target = value;

    public static double Broadcast(double value) => value;

    public static double Add(double a, double b) => a + b;

    public static double Subtract(double a, double b) => a - b;

    public static double Multiply(double a, double b) => a * b;

    public static double Divide(double a, double b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double FusedMultiplyAdd(double a, double b, double c) => Math.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double FusedNegatedMultiplyAdd(double a, double b, double c) => Math.FusedMultiplyAdd(-a, b, c);

    public static uint AtMost(double a, double b) => a <= b ? 1u : 0u;

    public static uint NotAtMost(double a, double b) => a <= b ? 0u : 1u;

    public static uint Same(double a, double b) => a == b ? 1u : 0u;

    public static double WhereAtMost(double a, double b, double then, double otherwise) => a <= b ? then : otherwise;

    public static double SplitExponent(double value, out double fraction)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (bits - BinaryLogarithm.RootHalfBits) >>> 52;
        fraction = BitConverter.Int64BitsToDouble(bits - (exponent << 52));
        return exponent;
    }

    public static double SplitMagnitude(double value, out double fraction)
    {
        var bits = BitConverter.DoubleToInt64Bits(value) & long.MaxValue;
        var field = bits >>> 52;
        fraction = BitConverter.Int64BitsToDouble(bits) * BitConverter.Int64BitsToDouble((HalfField - field) << 52);
        return field - HalfBias;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Choose(uint lanes) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compress(double* source, uint lanes, double chosen, double* target) =>
        LaneMoves.Compress(source, lanes, target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Expand(double* source, uint lanes, double chosen, double* target) =>
        LaneMoves.Expand(source, lanes, target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(double value, uint lanes, double chosen, double* target) =>
        LaneMoves.Set(value, lanes, target);
}
