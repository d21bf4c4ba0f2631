using System.Numerics;

namespace MandelActors.Kernels.Lanes;

/// <summary>Moving chosen lanes one by one, where no instruction does it.</summary>
internal static unsafe class LaneMoves
{
    /// <summary>As <see cref="ILanes{TVector}.Compress"/>.</summary>
    public static void Compress(double* source, uint lanes, double* target)
    {
        for (; lanes != 0; lanes &= lanes - 1) *target++ = source[BitOperations.TrailingZeroCount(lanes)];
    }

    /// <summary>As <see cref="ILanes{TVector}.Expand"/>.</summary>
    public static void Expand(double* source, uint lanes, double* target)
    {
        for (; lanes != 0; lanes &= lanes - 1) target[BitOperations.TrailingZeroCount(lanes)] = *source++;
    }

    /// <summary>As <see cref="ILanes{TVector}.Set"/>.</summary>
    public static void Set(double value, uint lanes, double* target)
    {
        for (; lanes != 0; lanes &= lanes - 1) target[BitOperations.TrailingZeroCount(lanes)] = value;
    }

    /// <summary>As <see cref="ITableLanes{TVector}.LoadQuads"/>: four columns of <paramref name="lanes"/> numbers, one after the other.</summary>
    public static void LoadQuads(nint* addresses, int at, int lanes, double* columns)
    {
        for (var i = 0; i < lanes; i++)
        {
            var row = (double*)addresses[i] + at;
            for (var k = 0; k < 4; k++) columns[k * lanes + i] = row[k];
        }
    }
}
