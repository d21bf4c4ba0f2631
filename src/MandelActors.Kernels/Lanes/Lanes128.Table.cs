using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MandelActors.Kernels.Lanes;

internal readonly unsafe partial struct Lanes128 : ITableLanes<Vector128<double>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> IsLess(Vector128<double> a, Vector128<double> b) => Vector128.LessThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> IsAtMost(Vector128<double> a, Vector128<double> b) => Vector128.LessThanOrEqual(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> IsSame(Vector128<double> a, Vector128<double> b) => Vector128.Equals(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> And(Vector128<double> a, Vector128<double> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Or(Vector128<double> a, Vector128<double> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Without(Vector128<double> a, Vector128<double> b) => Vector128.AndNot(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Select(Vector128<double> mask, Vector128<double> then, Vector128<double> otherwise) =>
        Vector128.ConditionalSelect(mask, then, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(Vector128<double> mask) => (uint)mask.ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Floor(Vector128<double> value) => Vector128.Floor(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteAddresses(Vector128<double> offset, double* start, nint* target)
    {
        // offset + 2⁵² has the whole number in its lowest bits; what stands above them is taken off with the base.
        var bits = (offset + Vector128.Create(ScalarLane.TwoTo52)).AsInt64();
        var toBase = (long)start - (ScalarLane.TwoTo52Bits << 3);
        ((bits << 3) + Vector128.Create(toBase)).Store((long*)target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadQuads(
        nint* addresses, int at, out Vector128<double> first, out Vector128<double> second, out Vector128<double> third, out Vector128<double> fourth)
    {
        var row0 = (double*)addresses[0] + at;
        var row1 = (double*)addresses[1] + at;
        first = Vector128.Create(row0[0], row1[0]);
        second = Vector128.Create(row0[1], row1[1]);
        third = Vector128.Create(row0[2], row1[2]);
        fourth = Vector128.Create(row0[3], row1[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> LookUpExponent(double* table, Vector128<double> value, nint* scratch)
    {
        (Vector128.ShiftRightLogical(value.AsInt64(), 52) << 3).Store((long*)scratch);
        var start = (byte*)table;
        return Vector128.Create(*(double*)(start + scratch[0]), *(double*)(start + scratch[1]));
    }
}
