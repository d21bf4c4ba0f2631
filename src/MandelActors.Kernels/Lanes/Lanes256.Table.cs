using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MandelActors.Kernels.Lanes;

internal readonly unsafe partial struct Lanes256 : ITableLanes<Vector256<double>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> IsLess(Vector256<double> a, Vector256<double> b) => Vector256.LessThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> IsAtMost(Vector256<double> a, Vector256<double> b) => Vector256.LessThanOrEqual(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> IsSame(Vector256<double> a, Vector256<double> b) => Vector256.Equals(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> And(Vector256<double> a, Vector256<double> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Or(Vector256<double> a, Vector256<double> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Without(Vector256<double> a, Vector256<double> b) => Vector256.AndNot(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Select(Vector256<double> mask, Vector256<double> then, Vector256<double> otherwise) =>
        Vector256.ConditionalSelect(mask, then, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(Vector256<double> mask) => (uint)mask.ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Floor(Vector256<double> value) => Vector256.Floor(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteAddresses(Vector256<double> offset, double* start, nint* target)
    {
        // offset + 2⁵² has the whole number in its lowest bits; what stands above them is taken off with the base.
        var bits = (offset + Vector256.Create(ScalarLane.TwoTo52)).AsInt64();
        var toBase = (long)start - (ScalarLane.TwoTo52Bits << 3);
        ((bits << 3) + Vector256.Create(toBase)).Store((long*)target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadQuads(
        nint* addresses, int at, out Vector256<double> first, out Vector256<double> second, out Vector256<double> third, out Vector256<double> fourth)
    {
        if (!Avx.IsSupported)
        {
            LoadQuadsPlainly(addresses, at, out first, out second, out third, out fourth);
            return;
        }

        var row0 = Load((double*)addresses[0] + at);
        var row1 = Load((double*)addresses[1] + at);
        var row2 = Load((double*)addresses[2] + at);
        var row3 = Load((double*)addresses[3] + at);
        var even0 = Avx.UnpackLow(row0, row1);
        var odd0 = Avx.UnpackHigh(row0, row1);
        var even2 = Avx.UnpackLow(row2, row3);
        var odd2 = Avx.UnpackHigh(row2, row3);
        first = Avx.Permute2x128(even0, even2, 0x20);
        second = Avx.Permute2x128(odd0, odd2, 0x20);
        third = Avx.Permute2x128(even0, even2, 0x31);
        fourth = Avx.Permute2x128(odd0, odd2, 0x31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LookUpExponent(double* table, Vector256<double> value, nint* scratch)
    {
        (Vector256.ShiftRightLogical(value.AsInt64(), 52) << 3).Store((long*)scratch);
        var start = (byte*)table;
        return Vector256.Create(*(double*)(start + scratch[0]), *(double*)(start + scratch[1]), *(double*)(start + scratch[2]), *(double*)(start + scratch[3]));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LoadQuadsPlainly(
        nint* addresses, int at, out Vector256<double> first, out Vector256<double> second, out Vector256<double> third, out Vector256<double> fourth)
    {
        var columns = stackalloc double[4 * 4];
        LaneMoves.LoadQuads(addresses, at, 4, columns);
        (first, second, third, fourth) = (Load(columns), Load(columns + 4), Load(columns + 8), Load(columns + 12));
    }
}
