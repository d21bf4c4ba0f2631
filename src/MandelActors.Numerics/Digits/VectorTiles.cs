using System.Runtime.CompilerServices;

namespace MandelActors.Numerics.Digits;

/// <summary>What squares and products have in common: sums for four blocks of columns at once.</summary>
/// <remarks>
/// With w lanes, block K holds the columns wK … wK + w − 1. A digit a[i], in every lane, meets the window b[wK − i …]; the window
/// of step i is also that of digit i + gw for block K + g. Windows mostly straddle two cache lines and then cost two loads,
/// so each is used four times, and each broadcast digit too: 4 windows and 7 digits serve 16 products.
/// </remarks>
internal static class VectorTiles<TVector, TLanes>
    where TVector : struct
    where TLanes : IDigitLanes<TVector>
{
    /// <summary>The steps −3w … −1: windows right of block K's, which only the later blocks reach.</summary>
    /// <param name="at">Column wK.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Before(ref long a, ref long b, nint at, ref TVector s1, ref TVector s2, ref TVector s3)
    {
        nint w = TLanes.Count;
        for (nint i = 0; i < w; i++)
        {
            var v0 = TLanes.Load(ref b, at - i + 3 * w);
            var v1 = TLanes.Load(ref b, at - i + 2 * w);
            var v2 = TLanes.Load(ref b, at - i + w);
            var digit = TLanes.Broadcast(Unsafe.Add(ref a, i));
            s3 = TLanes.MultiplyAdd(s3, digit, v0);
            s2 = TLanes.MultiplyAdd(s2, digit, v1);
            s1 = TLanes.MultiplyAdd(s1, digit, v2);
            digit = TLanes.Broadcast(Unsafe.Add(ref a, i + w));
            s3 = TLanes.MultiplyAdd(s3, digit, v1);
            s2 = TLanes.MultiplyAdd(s2, digit, v2);
            digit = TLanes.Broadcast(Unsafe.Add(ref a, i + 2 * w));
            s3 = TLanes.MultiplyAdd(s3, digit, v2);
        }
    }

    /// <summary>The steps i … stop − 1, all of which concern all four blocks.</summary>
    /// <returns><paramref name="stop"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Common(ref long a, ref long b, nint at, nint i, nint stop, ref TVector s0, ref TVector s1, ref TVector s2, ref TVector s3)
    {
        nint w = TLanes.Count;
        while (i <= stop - 4 * w)
        {
            for (var row = i + w; i < row; i++)
            {
                var v0 = TLanes.Load(ref b, at - i);
                var v1 = TLanes.Load(ref b, at - i - w);
                var v2 = TLanes.Load(ref b, at - i - 2 * w);
                var v3 = TLanes.Load(ref b, at - i - 3 * w);
                s0 = TLanes.MultiplyAdd(s0, TLanes.Broadcast(Unsafe.Add(ref a, i)), v0);
                var digit = TLanes.Broadcast(Unsafe.Add(ref a, i + w));
                s0 = TLanes.MultiplyAdd(s0, digit, v1);
                s1 = TLanes.MultiplyAdd(s1, digit, v0);
                digit = TLanes.Broadcast(Unsafe.Add(ref a, i + 2 * w));
                s0 = TLanes.MultiplyAdd(s0, digit, v2);
                s1 = TLanes.MultiplyAdd(s1, digit, v1);
                s2 = TLanes.MultiplyAdd(s2, digit, v0);
                digit = TLanes.Broadcast(Unsafe.Add(ref a, i + 3 * w));
                s0 = TLanes.MultiplyAdd(s0, digit, v3);
                s1 = TLanes.MultiplyAdd(s1, digit, v2);
                s2 = TLanes.MultiplyAdd(s2, digit, v1);
                s3 = TLanes.MultiplyAdd(s3, digit, v0);
                digit = TLanes.Broadcast(Unsafe.Add(ref a, i + 4 * w));
                s1 = TLanes.MultiplyAdd(s1, digit, v3);
                s2 = TLanes.MultiplyAdd(s2, digit, v2);
                s3 = TLanes.MultiplyAdd(s3, digit, v1);
                digit = TLanes.Broadcast(Unsafe.Add(ref a, i + 5 * w));
                s2 = TLanes.MultiplyAdd(s2, digit, v3);
                s3 = TLanes.MultiplyAdd(s3, digit, v2);
                s3 = TLanes.MultiplyAdd(s3, TLanes.Broadcast(Unsafe.Add(ref a, i + 6 * w)), v3);
            }

            i += 3 * w;
        }

        if (i <= stop - 2 * w)
        {
            for (var row = i + w; i < row; i++)
            {
                var v0 = TLanes.Load(ref b, at - i);
                var v1 = TLanes.Load(ref b, at - i - w);
                s0 = TLanes.MultiplyAdd(s0, TLanes.Broadcast(Unsafe.Add(ref a, i)), v0);
                var digit = TLanes.Broadcast(Unsafe.Add(ref a, i + w));
                s0 = TLanes.MultiplyAdd(s0, digit, v1);
                s1 = TLanes.MultiplyAdd(s1, digit, v0);
                digit = TLanes.Broadcast(Unsafe.Add(ref a, i + 2 * w));
                s1 = TLanes.MultiplyAdd(s1, digit, v1);
                s2 = TLanes.MultiplyAdd(s2, digit, v0);
                digit = TLanes.Broadcast(Unsafe.Add(ref a, i + 3 * w));
                s2 = TLanes.MultiplyAdd(s2, digit, v1);
                s3 = TLanes.MultiplyAdd(s3, digit, v0);
                s3 = TLanes.MultiplyAdd(s3, TLanes.Broadcast(Unsafe.Add(ref a, i + 4 * w)), v1);
            }

            i += w;
        }

        for (; i < stop; i++)
        {
            var window = TLanes.Load(ref b, at - i);
            s0 = TLanes.MultiplyAdd(s0, TLanes.Broadcast(Unsafe.Add(ref a, i)), window);
            s1 = TLanes.MultiplyAdd(s1, TLanes.Broadcast(Unsafe.Add(ref a, i + w)), window);
            s2 = TLanes.MultiplyAdd(s2, TLanes.Broadcast(Unsafe.Add(ref a, i + 2 * w)), window);
            s3 = TLanes.MultiplyAdd(s3, TLanes.Broadcast(Unsafe.Add(ref a, i + 3 * w)), window);
        }

        return i;
    }
}
