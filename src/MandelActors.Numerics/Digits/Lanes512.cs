using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MandelActors.Numerics.Digits;

/// <summary>Eight digits; needs AVX-512F.</summary>
internal readonly struct Lanes512 : IDigitLanes<Vector512<long>>
{
    public static bool IsSupported => Avx512F.IsSupported && Vector512.IsHardwareAccelerated;

    public static int Count => 8;

    public static Vector512<long> NotFirst
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(0L, -1, -1, -1, -1, -1, -1, -1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Load(ref long origin, nint index) => Vector512.LoadUnsafe(ref Unsafe.Add(ref origin, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<long> value, ref long origin, nint index) => value.StoreUnsafe(ref Unsafe.Add(ref origin, index));

    // Of 32 bits, which is all that a product reads: broadcasts of 64 bits are folded into vpmuldq by the compiler of .NET 10,
    // with a displacement that it scales as if they were of 32.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Broadcast(long value) => Vector512.Create((int)value).AsInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> MultiplyAdd(Vector512<long> sum, Vector512<long> a, Vector512<long> b) =>
        sum + Avx512F.Multiply(a.AsInt32(), b.AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Add(Vector512<long> a, Vector512<long> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Subtract(Vector512<long> a, Vector512<long> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> And(Vector512<long> a, Vector512<long> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Carry(Vector512<long> value) => (value + Vector512.Create(Radix.Half)) >> Radix.Bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Rest(Vector512<long> value, Vector512<long> carry) => value - (carry << Radix.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> FromRight(Vector512<long> value, Vector512<long> next) => Avx512F.AlignRight64(next, value, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Below(int count) =>
        Vector512.LessThan(Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7), Vector512.Create((long)count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Weighted(Vector512<long> value, Vector512<long> edge) => Avx512F.ShiftLeftLogicalVariable(value, edge.AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> EdgeShift(int t) => t switch
    {
        0 => Vector512.Create(0L, 1, 1, 1, 1, 1, 1, 1),
        1 => Vector512.Create(64L, 64, 0, 1, 1, 1, 1, 1),
        2 => Vector512.Create(64L, 64, 64, 64, 0, 1, 1, 1),
        _ => Vector512.Create(64L, 64, 64, 64, 64, 64, 0, 1),
    };
}
