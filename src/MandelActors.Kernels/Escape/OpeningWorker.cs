using MandelActors.Fractals.Deep;
using MandelActors.Kernels.Lanes;

namespace MandelActors.Kernels.Escape;

/// <summary>The vector twin of <see cref="Opening"/>: whole rows of pixels, all at the same element of the reference.</summary>
internal static unsafe class OpeningWorker<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Vectors side by side, to hide the latency of their steps.</summary>
    private const int InFlight = 4;

    /// <summary>Opens some rows and adds their pixels to a list.</summary>
    public static void Run(Opening opening, int fromRow, int toRow, Survivors opened)
    {
        var width = opening.Offsets.Columns.Length;
        var group = InFlight * TLanes.Count;
        var buffers = new AlignedBuffers(4 * group);
        double* re = buffers.Take(group), x = buffers.Take(group), y = buffers.Take(group), ends = buffers.Take(group);
        fixed (double* elements = opening.Reference.Elements)
            for (var row = fromRow; row < toRow; row++)
                for (var column = 0; column < width; column += group)
                {
                    var count = Math.Min(group, width - column);
                    for (var i = 0; i < group; i++) re[i] = opening.Offsets.Columns[column + Math.Min(i, count - 1)];
                    Follow(elements, opening.Steps, re, opening.Offsets.Rows[row], x, y);
                    for (var i = 0; i < count; i++) opened.Add(x[i], y[i], row * width + column + i);
                }

        GC.KeepAlive(buffers);
    }

    private static void Follow(double* elements, int steps, double* re, double im, double* x, double* y)
    {
        var w = TLanes.Count;
        TVector cIm = TLanes.Broadcast(im);
        TVector re0 = TLanes.Load(re), re1 = TLanes.Load(re + w), re2 = TLanes.Load(re + 2 * w), re3 = TLanes.Load(re + 3 * w);
        TVector x0 = re0, x1 = re1, x2 = re2, x3 = re3, y0 = cIm, y1 = cIm, y2 = cIm, y3 = cIm;
        for (var k = 1; k < steps; k++)
        {
            var twiceRe = TLanes.Broadcast(elements[2 * k] + elements[2 * k]);
            var twiceIm = TLanes.Broadcast(elements[2 * k + 1] + elements[2 * k + 1]);
            Step(ref x0, ref y0, twiceRe, twiceIm, re0, cIm);
            Step(ref x1, ref y1, twiceRe, twiceIm, re1, cIm);
            Step(ref x2, ref y2, twiceRe, twiceIm, re2, cIm);
            Step(ref x3, ref y3, twiceRe, twiceIm, re3, cIm);
        }

        TVector lastRe = TLanes.Broadcast(elements[2 * steps]), lastIm = TLanes.Broadcast(elements[2 * steps + 1]);
        TLanes.Store(TLanes.Add(lastRe, x0), x);
        TLanes.Store(TLanes.Add(lastRe, x1), x + w);
        TLanes.Store(TLanes.Add(lastRe, x2), x + 2 * w);
        TLanes.Store(TLanes.Add(lastRe, x3), x + 3 * w);
        TLanes.Store(TLanes.Add(lastIm, y0), y);
        TLanes.Store(TLanes.Add(lastIm, y1), y + w);
        TLanes.Store(TLanes.Add(lastIm, y2), y + 2 * w);
        TLanes.Store(TLanes.Add(lastIm, y3), y + 3 * w);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]
    private static void Step(ref TVector x, ref TVector y, TVector twiceRe, TVector twiceIm, TVector re, TVector im)
    {
        TVector hRe = TLanes.Add(twiceRe, x), hIm = TLanes.Add(twiceIm, y);
        var toX = TLanes.FusedMultiplyAdd(hRe, x, TLanes.FusedNegatedMultiplyAdd(hIm, y, re));
        y = TLanes.FusedMultiplyAdd(hRe, y, TLanes.FusedMultiplyAdd(hIm, x, im));
        x = toX;
    }
}
