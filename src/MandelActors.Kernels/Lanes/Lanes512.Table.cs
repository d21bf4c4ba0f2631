using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MandelActors.Kernels.Lanes;

internal readonly unsafe partial struct Lanes512 : ITableLanes<Vector512<double>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> IsLess(Vector512<double> a, Vector512<double> b) => Vector512.LessThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> IsAtMost(Vector512<double> a, Vector512<double> b) => Vector512.LessThanOrEqual(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> IsSame(Vector512<double> a, Vector512<double> b) => Vector512.Equals(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> And(Vector512<double> a, Vector512<double> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Or(Vector512<double> a, Vector512<double> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Without(Vector512<double> a, Vector512<double> b) => Vector512.AndNot(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Select(Vector512<double> mask, Vector512<double> then, Vector512<double> otherwise) =>
        Vector512.ConditionalSelect(mask, then, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(Vector512<double> mask) => (uint)mask.ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Floor(Vector512<double> value) => Vector512.Floor(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteAddresses(Vector512<double> offset, double* start, nint* target)
    {
        // offset + 2⁵² has the whole number in its lowest bits; what stands above them is taken off with the base.
        var bits = (offset + Vector512.Create(ScalarLane.TwoTo52)).AsInt64();
        var toBase = (long)start - (ScalarLane.TwoTo52Bits << 3);
        ((bits << 3) + Vector512.Create(toBase)).Store((long*)target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadQuads(
        nint* addresses, int at, out Vector512<double> first, out Vector512<double> second, out Vector512<double> third, out Vector512<double> fourth)
    {
        if (!Avx512F.IsSupported)
        {
            LoadQuadsPlainly(addresses, at, out first, out second, out third, out fourth);
            return;
        }

        // Pairs of rows that lie two apart, so that the last shuffle leaves the lanes in order.
        var rows02 = Rows(addresses[0], addresses[2], at);
        var rows13 = Rows(addresses[1], addresses[3], at);
        var rows46 = Rows(addresses[4], addresses[6], at);
        var rows57 = Rows(addresses[5], addresses[7], at);
        var even0 = Avx512F.UnpackLow(rows02, rows13);
        var odd0 = Avx512F.UnpackHigh(rows02, rows13);
        var even4 = Avx512F.UnpackLow(rows46, rows57);
        var odd4 = Avx512F.UnpackHigh(rows46, rows57);
        first = Avx512F.Shuffle4x128(even0, even4, 0b10_00_10_00);
        second = Avx512F.Shuffle4x128(odd0, odd4, 0b10_00_10_00);
        third = Avx512F.Shuffle4x128(even0, even4, 0b11_01_11_01);
        fourth = Avx512F.Shuffle4x128(odd0, odd4, 0b11_01_11_01);
    }

    // Inserted by name: creating a vector from halves clears it first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Rows(nint low, nint high, int at) =>
        Avx512F.InsertVector256(Vector256.Load((double*)low + at).ToVector512Unsafe(), Vector256.Load((double*)high + at), 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LookUpExponent(double* table, Vector512<double> value, nint* scratch)
    {
        (Vector512.ShiftRightLogical(value.AsInt64(), 52) << 3).Store((long*)scratch);
        var start = (byte*)table;
        return Vector512.Create(*(double*)(start + scratch[0]), *(double*)(start + scratch[1]), *(double*)(start + scratch[2]), *(double*)(start + scratch[3]), *(double*)(start + scratch[4]), *(double*)(start + scratch[5]), *(double*)(start + scratch[6]), *(double*)(start + scratch[7]));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LoadQuadsPlainly(
        nint* addresses, int at, out Vector512<double> first, out Vector512<double> second, out Vector512<double> third, out Vector512<double> fourth)
    {
        var columns = stackalloc double[4 * 8];
        LaneMoves.LoadQuads(addresses, at, 8, columns);
        (first, second, third, fourth) = (Load(columns), Load(columns + 8), Load(columns + 16), Load(columns + 24));
    }
}
