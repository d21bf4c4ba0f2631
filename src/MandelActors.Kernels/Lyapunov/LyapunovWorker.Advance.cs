using System.Runtime.CompilerServices;
using MandelActors.Fractals.Lyapunov;

namespace MandelActors.Kernels.Lyapunov;

internal sealed unsafe partial class LyapunovWorker<TLanes, TVector>
{
    /// <summary>Vectors in flight: as many as two registers each leave room for beside the constants, where there are 32. Eight took a fifth longer, with 16 registers too.</summary>
    private const int InFlight = 12;

    /// <summary>Steps between two extractions of the exponent; see the range in the remarks of this class.</summary>
    private const int BlockLength = 16;

    /// <summary>Carries every lane some steps further.</summary>
    /// <param name="first">The first step, counted from 1.</param>
    /// <param name="count">Steps, at least 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Advance(long first, long count)
    {
        var w = TLanes.Count;
        double* y = _y, p = _fraction, e = _exponent, halves = _halves;
        TVector one = TLanes.Broadcast(1), two = TLanes.Broadcast(2);
        TVector y0 = TLanes.Load(y), y1 = TLanes.Load(y + w), y2 = TLanes.Load(y + 2 * w), y3 = TLanes.Load(y + 3 * w);
        TVector y4 = TLanes.Load(y + 4 * w), y5 = TLanes.Load(y + 5 * w), y6 = TLanes.Load(y + 6 * w), y7 = TLanes.Load(y + 7 * w);
        TVector y8 = TLanes.Load(y + 8 * w), y9 = TLanes.Load(y + 9 * w), y10 = TLanes.Load(y + 10 * w), y11 = TLanes.Load(y + 11 * w);
        TVector p0 = TLanes.Load(p), p1 = TLanes.Load(p + w), p2 = TLanes.Load(p + 2 * w), p3 = TLanes.Load(p + 3 * w);
        TVector p4 = TLanes.Load(p + 4 * w), p5 = TLanes.Load(p + 5 * w), p6 = TLanes.Load(p + 6 * w), p7 = TLanes.Load(p + 7 * w);
        TVector p8 = TLanes.Load(p + 8 * w), p9 = TLanes.Load(p + 9 * w), p10 = TLanes.Load(p + 10 * w), p11 = TLanes.Load(p + 11 * w);
        var phase = (int)(first % _pass.Sequence.Period);
        var untilCheck = StepsPerCancellationCheck;
        fixed (int* letters = _letters)
        {
            while (count > 0)
            {
                var steps = (int)Math.Min(BlockLength, count);
                for (var letter = letters + phase; letter < letters + phase + steps; letter++)
                {
                    var half = halves + *letter;
                    Step(ref y0, ref p0, half, one, two);
                    Step(ref y1, ref p1, half + w, one, two);
                    Step(ref y2, ref p2, half + 2 * w, one, two);
                    Step(ref y3, ref p3, half + 3 * w, one, two);
                    Step(ref y4, ref p4, half + 4 * w, one, two);
                    Step(ref y5, ref p5, half + 5 * w, one, two);
                    Step(ref y6, ref p6, half + 6 * w, one, two);
                    Step(ref y7, ref p7, half + 7 * w, one, two);
                    Step(ref y8, ref p8, half + 8 * w, one, two);
                    Step(ref y9, ref p9, half + 9 * w, one, two);
                    Step(ref y10, ref p10, half + 10 * w, one, two);
                    Step(ref y11, ref p11, half + 11 * w, one, two);
                }

                Extract(ref p0, e);
                Extract(ref p1, e + w);
                Extract(ref p2, e + 2 * w);
                Extract(ref p3, e + 3 * w);
                Extract(ref p4, e + 4 * w);
                Extract(ref p5, e + 5 * w);
                Extract(ref p6, e + 6 * w);
                Extract(ref p7, e + 7 * w);
                Extract(ref p8, e + 8 * w);
                Extract(ref p9, e + 9 * w);
                Extract(ref p10, e + 10 * w);
                Extract(ref p11, e + 11 * w);
                phase = (phase + steps) % _pass.Sequence.Period;
                count -= steps;
                untilCheck -= steps;
                if (untilCheck > 0) continue;
                untilCheck = StepsPerCancellationCheck;
                if (_pass.Cancellation.IsCancellationRequested) return;
            }
        }

        TLanes.Store(y0, y);
        TLanes.Store(y1, y + w);
        TLanes.Store(y2, y + 2 * w);
        TLanes.Store(y3, y + 3 * w);
        TLanes.Store(y4, y + 4 * w);
        TLanes.Store(y5, y + 5 * w);
        TLanes.Store(y6, y + 6 * w);
        TLanes.Store(y7, y + 7 * w);
        TLanes.Store(y8, y + 8 * w);
        TLanes.Store(y9, y + 9 * w);
        TLanes.Store(y10, y + 10 * w);
        TLanes.Store(y11, y + 11 * w);
        TLanes.Store(p0, p);
        TLanes.Store(p1, p + w);
        TLanes.Store(p2, p + 2 * w);
        TLanes.Store(p3, p + 3 * w);
        TLanes.Store(p4, p + 4 * w);
        TLanes.Store(p5, p + 5 * w);
        TLanes.Store(p6, p + 6 * w);
        TLanes.Store(p7, p + 7 * w);
        TLanes.Store(p8, p + 8 * w);
        TLanes.Store(p9, p + 9 * w);
        TLanes.Store(p10, p + 10 * w);
        TLanes.Store(p11, p + 11 * w);
    }

    /// <summary>One step in the order that <see cref="LyapunovExponent"/> fixes, on y = 2x, and its factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(ref TVector y, ref TVector product, double* half, TVector one, TVector two)
    {
        var t = TLanes.Subtract(two, y);
        y = TLanes.Multiply(TLanes.Multiply(TLanes.Load(half), y), t);
        product = TLanes.Multiply(product, TLanes.Subtract(one, y));
    }

    /// <summary>Brings a product back to [½, 1) and books the rest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Extract(ref TVector product, double* exponent) =>
        TLanes.Store(TLanes.Add(TLanes.Load(exponent), TLanes.SplitMagnitude(product, out product)), exponent);
}
