using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MandelActors.Numerics;

namespace MandelActors.Kernels.Lanes;

/// <summary>Two lanes; wider than the processor's registers it is correct but slow.</summary>
internal readonly unsafe partial struct Lanes128 : ILanes<Vector128<double>>
{
    public static int Count => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Load(double* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<double> value, double* target) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Broadcast(double value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Add(Vector128<double> a, Vector128<double> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Subtract(Vector128<double> a, Vector128<double> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Multiply(Vector128<double> a, Vector128<double> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Divide(Vector128<double> a, Vector128<double> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> FusedMultiplyAdd(Vector128<double> a, Vector128<double> b, Vector128<double> c) =>
        Vector128.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> FusedNegatedMultiplyAdd(Vector128<double> a, Vector128<double> b, Vector128<double> c) =>
        // Asked for by name: left to itself the compiler negates in an instruction of its own.
        Fma.IsSupported ? Fma.MultiplyAddNegated(a, b, c) : Vector128.FusedMultiplyAdd(-a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AtMost(Vector128<double> a, Vector128<double> b) =>
        (uint)Vector128.LessThanOrEqual(a, b).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint NotAtMost(Vector128<double> a, Vector128<double> b) =>
        AtMost(a, b) ^ 0x3u;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Same(Vector128<double> a, Vector128<double> b) =>
        (uint)Vector128.Equals(a, b).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> WhereAtMost(Vector128<double> a, Vector128<double> b, Vector128<double> then, Vector128<double> otherwise) =>
        Vector128.ConditionalSelect(Vector128.LessThanOrEqual(a, b), then, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> SplitExponent(Vector128<double> value, out Vector128<double> fraction)
    {
        var bits = value.AsInt64();
        var exponent = Vector128.ShiftRightLogical(bits - Vector128.Create(BinaryLogarithm.RootHalfBits), 52);
        fraction = (bits - (exponent << 52)).AsDouble();
        // 2⁵² + exponent, written as bits: a conversion that every instruction set has.
        return (exponent | Vector128.Create(ScalarLane.TwoTo52Bits)).AsDouble() - Vector128.Create(ScalarLane.TwoTo52);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> SplitMagnitude(Vector128<double> value, out Vector128<double> fraction)
    {
        var bits = value.AsInt64() & Vector128.Create(long.MaxValue);
        var field = Vector128.ShiftRightLogical(bits, 52);
        // 2 to the power of minus the exponent; from 2¹⁰²² on there is none, and what stands here instead is 0 or infinite.
        var scale = (Vector128.Create(ScalarLane.HalfField) - field) << 52;
        fraction = bits.AsDouble() * scale.AsDouble();
        return (field | Vector128.Create(ScalarLane.TwoTo52Bits)).AsDouble() - Vector128.Create(ScalarLane.TwoTo52 + ScalarLane.HalfBias);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Choose(uint lanes) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compress(double* source, uint lanes, Vector128<double> chosen, double* target) =>
        LaneMoves.Compress(source, lanes, target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Expand(double* source, uint lanes, Vector128<double> chosen, double* target) =>
        LaneMoves.Expand(source, lanes, target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(double value, uint lanes, Vector128<double> chosen, double* target) =>
        LaneMoves.Set(value, lanes, target);
}
