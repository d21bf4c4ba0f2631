using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MandelActors.Numerics;

namespace MandelActors.Kernels.Lanes;

/// <summary>Eight lanes; wider than the processor's registers it is correct but slow.</summary>
internal readonly unsafe partial struct Lanes512 : ILanes<Vector512<double>>
{
    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(double* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<double> value, double* target) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Broadcast(double value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Add(Vector512<double> a, Vector512<double> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Subtract(Vector512<double> a, Vector512<double> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Multiply(Vector512<double> a, Vector512<double> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Divide(Vector512<double> a, Vector512<double> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> FusedMultiplyAdd(Vector512<double> a, Vector512<double> b, Vector512<double> c) =>
        Vector512.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> FusedNegatedMultiplyAdd(Vector512<double> a, Vector512<double> b, Vector512<double> c) =>
        // Asked for by name: left to itself the compiler negates in an instruction of its own.
        Avx512F.IsSupported ? Avx512F.FusedMultiplyAddNegated(a, b, c) : Vector512.FusedMultiplyAdd(-a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AtMost(Vector512<double> a, Vector512<double> b) =>
        (uint)Vector512.LessThanOrEqual(a, b).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint NotAtMost(Vector512<double> a, Vector512<double> b) =>
        AtMost(a, b) ^ 0xFFu;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Same(Vector512<double> a, Vector512<double> b) =>
        (uint)Vector512.Equals(a, b).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> WhereAtMost(Vector512<double> a, Vector512<double> b, Vector512<double> then, Vector512<double> otherwise) =>
        Vector512.ConditionalSelect(Vector512.LessThanOrEqual(a, b), then, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> SplitExponent(Vector512<double> value, out Vector512<double> fraction)
    {
        var bits = value.AsInt64();
        var exponent = Vector512.ShiftRightLogical(bits - Vector512.Create(BinaryLogarithm.RootHalfBits), 52);
        fraction = (bits - (exponent << 52)).AsDouble();
        // 2⁵² + exponent, written as bits: a conversion that every instruction set has.
        return (exponent | Vector512.Create(ScalarLane.TwoTo52Bits)).AsDouble() - Vector512.Create(ScalarLane.TwoTo52);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> SplitMagnitude(Vector512<double> value, out Vector512<double> fraction)
    {
        var bits = value.AsInt64() & Vector512.Create(long.MaxValue);
        var field = Vector512.ShiftRightLogical(bits, 52);
        // 2 to the power of minus the exponent; from 2¹⁰²² on there is none, and what stands here instead is 0 or infinite.
        var scale = (Vector512.Create(ScalarLane.HalfField) - field) << 52;
        fraction = bits.AsDouble() * scale.AsDouble();
        return (field | Vector512.Create(ScalarLane.TwoTo52Bits)).AsDouble() - Vector512.Create(ScalarLane.TwoTo52 + ScalarLane.HalfBias);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Choose(uint lanes)
    {
        var bits = Vector512.Create(1L, 2, 4, 8, 16, 32, 64, 128);
        return Vector512.Equals(Vector512.Create((long)lanes) & bits, bits).AsDouble();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compress(double* source, uint lanes, Vector512<double> chosen, double* target)
    {
        if (Avx512F.IsSupported)
            // Into a register and from there: compressing straight into memory is microcoded on some processors.
            Avx512F.Compress(Vector512<double>.Zero, chosen, Vector512.Load(source)).Store(target);
        else
            LaneMoves.Compress(source, lanes, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Expand(double* source, uint lanes, Vector512<double> chosen, double* target)
    {
        if (Avx512F.IsSupported)
            Avx512F.Expand(Vector512.Load(target), chosen, Vector512.Load(source)).Store(target);
        else
            LaneMoves.Expand(source, lanes, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(double value, uint lanes, Vector512<double> chosen, double* target) =>
        Vector512.ConditionalSelect(chosen, Vector512.Create(value), Vector512.Load(target)).Store(target);
}
