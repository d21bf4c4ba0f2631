using System.Runtime.CompilerServices;

namespace MandelActors.Kernels.Escape;

internal sealed unsafe partial class EscapeWorker<TLanes, TVector>
{
    /// <summary>Vectors in flight; see src/decisions/0003-kernel-lanes.md for the count.</summary>
    private const int InFlight = 8;

    /// <summary>Carries every lane <c>steps</c> further, from (_x, _y) to (_nextX, _nextY), and tests it once.</summary>
    /// <param name="now">The number of this block, counted from 1.</param>
    /// <param name="ended">Lanes that are due, or on a cycle: byte j belongs to vector j.</param>
    /// <returns>Lanes that have escaped somewhere in the block, likewise.</returns>
    /// <remarks>
    /// A lane that escapes early in the block runs on to infinity or NaN, which the test counts as escaped; beyond the
    /// bound the modulus only grows, so no escape is missed (points where rounding could break that never get here, see
    /// <see cref="NearTip"/>). The exact index is found later from the state at the block's start, which stays in place.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ulong Advance<TCycles>(double now, out ulong ended) where TCycles : struct
    {
        var w = TLanes.Count;
        double* x = _x, y = _y, re = _re, im = _im;
        TVector x0 = TLanes.Load(x), y0 = TLanes.Load(y), re0 = TLanes.Load(re), im0 = TLanes.Load(im);
        TVector x1 = TLanes.Load(x + w), y1 = TLanes.Load(y + w), re1 = TLanes.Load(re + w), im1 = TLanes.Load(im + w);
        TVector x2 = TLanes.Load(x + 2 * w), y2 = TLanes.Load(y + 2 * w), re2 = TLanes.Load(re + 2 * w), im2 = TLanes.Load(im + 2 * w);
        TVector x3 = TLanes.Load(x + 3 * w), y3 = TLanes.Load(y + 3 * w), re3 = TLanes.Load(re + 3 * w), im3 = TLanes.Load(im + 3 * w);
        TVector x4 = TLanes.Load(x + 4 * w), y4 = TLanes.Load(y + 4 * w), re4 = TLanes.Load(re + 4 * w), im4 = TLanes.Load(im + 4 * w);
        TVector x5 = TLanes.Load(x + 5 * w), y5 = TLanes.Load(y + 5 * w), re5 = TLanes.Load(re + 5 * w), im5 = TLanes.Load(im + 5 * w);
        TVector x6 = TLanes.Load(x + 6 * w), y6 = TLanes.Load(y + 6 * w), re6 = TLanes.Load(re + 6 * w), im6 = TLanes.Load(im + 6 * w);
        TVector x7 = TLanes.Load(x + 7 * w), y7 = TLanes.Load(y + 7 * w), re7 = TLanes.Load(re + 7 * w), im7 = TLanes.Load(im + 7 * w);
        for (var i = _round.Steps; i > 0; i--)
        {
            Step(ref x0, ref y0, re0, im0);
            Step(ref x1, ref y1, re1, im1);
            Step(ref x2, ref y2, re2, im2);
            Step(ref x3, ref y3, re3, im3);
            Step(ref x4, ref y4, re4, im4);
            Step(ref x5, ref y5, re5, im5);
            Step(ref x6, ref y6, re6, im6);
            Step(ref x7, ref y7, re7, im7);
        }

        var nextX = _nextX;
        var nextY = _nextY;
        TLanes.Store(x0, nextX);
        TLanes.Store(y0, nextY);
        TLanes.Store(x1, nextX + w);
        TLanes.Store(y1, nextY + w);
        TLanes.Store(x2, nextX + 2 * w);
        TLanes.Store(y2, nextY + 2 * w);
        TLanes.Store(x3, nextX + 3 * w);
        TLanes.Store(y3, nextY + 3 * w);
        TLanes.Store(x4, nextX + 4 * w);
        TLanes.Store(y4, nextY + 4 * w);
        TLanes.Store(x5, nextX + 5 * w);
        TLanes.Store(y5, nextY + 5 * w);
        TLanes.Store(x6, nextX + 6 * w);
        TLanes.Store(y6, nextY + 6 * w);
        TLanes.Store(x7, nextX + 7 * w);
        TLanes.Store(y7, nextY + 7 * w);
        var bound = TLanes.Broadcast(_round.Bound);
        var due = TLanes.Broadcast(now - _blocks);
        var stamp = _stamp;
        var escapedLanes = Left(0, x0, y0, bound)
            | Left(1, x1, y1, bound)
            | Left(2, x2, y2, bound)
            | Left(3, x3, y3, bound)
            | Left(4, x4, y4, bound)
            | Left(5, x5, y5, bound)
            | Left(6, x6, y6, bound)
            | Left(7, x7, y7, bound);
        var endedLanes = Due(0, stamp, due)
            | Due(1, stamp + w, due)
            | Due(2, stamp + 2 * w, due)
            | Due(3, stamp + 3 * w, due)
            | Due(4, stamp + 4 * w, due)
            | Due(5, stamp + 5 * w, due)
            | Due(6, stamp + 6 * w, due)
            | Due(7, stamp + 7 * w, due);
        if (typeof(TCycles) == typeof(Sought))
        {
            double* savedX = _savedX, savedY = _savedY;
            endedLanes |= Cyclic(0, x0, y0, savedX, savedY)
                | Cyclic(1, x1, y1, savedX + w, savedY + w)
                | Cyclic(2, x2, y2, savedX + 2 * w, savedY + 2 * w)
                | Cyclic(3, x3, y3, savedX + 3 * w, savedY + 3 * w)
                | Cyclic(4, x4, y4, savedX + 4 * w, savedY + 4 * w)
                | Cyclic(5, x5, y5, savedX + 5 * w, savedY + 5 * w)
                | Cyclic(6, x6, y6, savedX + 6 * w, savedY + 6 * w)
                | Cyclic(7, x7, y7, savedX + 7 * w, savedY + 7 * w);
        }

        ended = endedLanes;
        return escapedLanes;
    }

    /// <summary>One step in the order that <see cref="Fractals.EscapeTime"/> fixes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(ref TVector x, ref TVector y, TVector re, TVector im)
    {
        var t = TLanes.FusedNegatedMultiplyAdd(y, y, re);
        y = TLanes.FusedMultiplyAdd(TLanes.Add(x, x), y, im);
        x = TLanes.FusedMultiplyAdd(x, x, t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector SquaredModulus(TVector x, TVector y) => TLanes.FusedMultiplyAdd(x, x, TLanes.Multiply(y, y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Left(int j, TVector x, TVector y, TVector bound) =>
        (ulong)TLanes.NotAtMost(SquaredModulus(x, y), bound) << (8 * j);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Due(int j, double* stamp, TVector due) => (ulong)TLanes.Same(due, TLanes.Load(stamp)) << (8 * j);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Cyclic(int j, TVector x, TVector y, double* savedX, double* savedY) =>
        (ulong)(TLanes.Same(x, TLanes.Load(savedX)) & TLanes.Same(y, TLanes.Load(savedY))) << (8 * j);

    private static uint AllLanes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (1u << TLanes.Count) - 1;
    }

    /// <summary>Chosen as a type so that the test for cycles costs nothing where it is not wanted.</summary>
    private struct Sought;

    /// <summary>See <see cref="Sought"/>.</summary>
    private struct NotSought;
}
