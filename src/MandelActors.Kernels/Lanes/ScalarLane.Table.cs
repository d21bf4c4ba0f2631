using System.Runtime.CompilerServices;

namespace MandelActors.Kernels.Lanes;

internal readonly unsafe partial struct ScalarLane : ITableLanes<double>
{
    private const long AllOnes = -1;

    public static double IsLess(double a, double b) => Mask(a < b);

    public static double IsAtMost(double a, double b) => Mask(a <= b);

    public static double IsSame(double a, double b) => Mask(a == b);

    public static double And(double a, double b) => FromBits(ToBits(a) & ToBits(b));

    public static double Or(double a, double b) => FromBits(ToBits(a) | ToBits(b));

    public static double Without(double a, double b) => FromBits(ToBits(a) & ~ToBits(b));

    public static double Select(double mask, double then, double otherwise) => ToBits(mask) != 0 ? then : otherwise;

    public static uint Bits(double mask) => ToBits(mask) != 0 ? 1u : 0u;

    public static double Floor(double value) => Math.Floor(value);

    public static void WriteAddresses(double offset, double* start, nint* target) => *target = (nint)(start + (long)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadQuads(nint* addresses, int at, out double first, out double second, out double third, out double fourth)
    {
        var row = (double*)*addresses + at;
        (first, second, third, fourth) = (row[0], row[1], row[2], row[3]);
    }

    public static double LookUpExponent(double* table, double value, nint* scratch) => table[ToBits(value) >>> 52];

    private static double Mask(bool value) => value ? FromBits(AllOnes) : 0;

    private static long ToBits(double value) => BitConverter.DoubleToInt64Bits(value);

    private static double FromBits(long bits) => BitConverter.Int64BitsToDouble(bits);
}
