using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MandelActors.Numerics.Digits;

/// <summary>Four digits; needs AVX2.</summary>
internal readonly struct Lanes256 : IDigitLanes<Vector256<long>>
{
    public static bool IsSupported => Avx2.IsSupported;

    public static int Count => 4;

    public static Vector256<long> NotFirst
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(0L, -1, -1, -1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Load(ref long origin, nint index) => Vector256.LoadUnsafe(ref Unsafe.Add(ref origin, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<long> value, ref long origin, nint index) => value.StoreUnsafe(ref Unsafe.Add(ref origin, index));

    // Of 32 bits, which is all that a product reads: broadcasts of 64 bits are folded into vpmuldq by the compiler of .NET 10,
    // with a displacement that it scales as if they were of 32.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Broadcast(long value) => Vector256.Create((int)value).AsInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> MultiplyAdd(Vector256<long> sum, Vector256<long> a, Vector256<long> b) =>
        sum + Avx2.Multiply(a.AsInt32(), b.AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Add(Vector256<long> a, Vector256<long> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Subtract(Vector256<long> a, Vector256<long> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> And(Vector256<long> a, Vector256<long> b) => a & b;

    // AVX2 shifts 64-bit lanes right without their sign only: the value is made positive by 2⁶³ before, and 2⁶³⁻²⁸ goes after.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Carry(Vector256<long> value) =>
        ((value + Vector256.Create(long.MinValue + Radix.Half)) >>> Radix.Bits) - Vector256.Create(1L << (63 - Radix.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Rest(Vector256<long> value, Vector256<long> carry) => value - (carry << Radix.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> FromRight(Vector256<long> value, Vector256<long> next) => Avx2.Permute4x64(
        Avx2.Blend(value.AsInt32(), next.AsInt32(), 0b11).AsInt64(), 0b00_11_10_01);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Below(int count) =>
        Vector256.LessThan(Vector256.Create(0L, 1, 2, 3), Vector256.Create((long)count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Weighted(Vector256<long> value, Vector256<long> edge) => Avx2.ShiftLeftLogicalVariable(value, edge.AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> EdgeShift(int t) => t == 0 ? Vector256.Create(0L, 1, 1, 1) : Vector256.Create(64L, 64, 0, 1);
}
