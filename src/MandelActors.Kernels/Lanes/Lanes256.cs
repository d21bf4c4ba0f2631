using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MandelActors.Numerics;

namespace MandelActors.Kernels.Lanes;

/// <summary>Four lanes; wider than the processor's registers it is correct but slow.</summary>
internal readonly unsafe partial struct Lanes256 : ILanes<Vector256<double>>
{
    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Load(double* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<double> value, double* target) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Broadcast(double value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Add(Vector256<double> a, Vector256<double> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Subtract(Vector256<double> a, Vector256<double> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Multiply(Vector256<double> a, Vector256<double> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Divide(Vector256<double> a, Vector256<double> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> FusedMultiplyAdd(Vector256<double> a, Vector256<double> b, Vector256<double> c) =>
        Vector256.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> FusedNegatedMultiplyAdd(Vector256<double> a, Vector256<double> b, Vector256<double> c) =>
        // Asked for by name: left to itself the compiler negates in an instruction of its own.
        Fma.IsSupported ? Fma.MultiplyAddNegated(a, b, c) : Vector256.FusedMultiplyAdd(-a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AtMost(Vector256<double> a, Vector256<double> b) =>
        (uint)Vector256.LessThanOrEqual(a, b).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint NotAtMost(Vector256<double> a, Vector256<double> b) =>
        AtMost(a, b) ^ 0xFu;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Same(Vector256<double> a, Vector256<double> b) =>
        (uint)Vector256.Equals(a, b).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> WhereAtMost(Vector256<double> a, Vector256<double> b, Vector256<double> then, Vector256<double> otherwise) =>
        Vector256.ConditionalSelect(Vector256.LessThanOrEqual(a, b), then, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> SplitExponent(Vector256<double> value, out Vector256<double> fraction)
    {
        var bits = value.AsInt64();
        var exponent = Vector256.ShiftRightLogical(bits - Vector256.Create(BinaryLogarithm.RootHalfBits), 52);
        fraction = (bits - (exponent << 52)).AsDouble();
        // 2⁵² + exponent, written as bits: a conversion that every instruction set has.
        return (exponent | Vector256.Create(ScalarLane.TwoTo52Bits)).AsDouble() - Vector256.Create(ScalarLane.TwoTo52);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> SplitMagnitude(Vector256<double> value, out Vector256<double> fraction)
    {
        var bits = value.AsInt64() & Vector256.Create(long.MaxValue);
        var field = Vector256.ShiftRightLogical(bits, 52);
        // 2 to the power of minus the exponent; from 2¹⁰²² on there is none, and what stands here instead is 0 or infinite.
        var scale = (Vector256.Create(ScalarLane.HalfField) - field) << 52;
        fraction = bits.AsDouble() * scale.AsDouble();
        return (field | Vector256.Create(ScalarLane.TwoTo52Bits)).AsDouble() - Vector256.Create(ScalarLane.TwoTo52 + ScalarLane.HalfBias);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Choose(uint lanes) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compress(double* source, uint lanes, Vector256<double> chosen, double* target) =>
        LaneMoves.Compress(source, lanes, target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Expand(double* source, uint lanes, Vector256<double> chosen, double* target) =>
        LaneMoves.Expand(source, lanes, target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(double value, uint lanes, Vector256<double> chosen, double* target) =>
        LaneMoves.Set(value, lanes, target);
}
