using System.Numerics;
using System.Runtime.CompilerServices;
using MandelActors.Fractals;
using MandelActors.Kernels.Lanes;

namespace MandelActors.Kernels.Escape;

/// <summary>
/// Distances of pixels whose counts are known, one pixel per lane: follows only those that escaped, once more and with their derivative.
/// The scalar twin is <see cref="DistanceEstimate.At"/>, and every lane gives its bits.
/// </summary>
/// <remarks>
/// The pixels of a chunk are sorted by count, so that those side by side end together, and only the last steps before the first of them escapes
/// need a test. <i>Why a second pass:</i> carried along, a derivative would double the state of every orbit, those that never escape included, and
/// with it registers, rounds and refills of the kernel that counts; src/decisions/0012-distance-estimate.md has figures.
/// </remarks>
internal sealed unsafe class DistanceWorker<TLanes, TVector> : IDistanceWorker
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Two vectors advance in turn: the steps of one fill the latency of the other.</summary>
    private const int InFlight = 2;

    /// <summary>Steps between two looks at the cancellation token.</summary>
    private const long StepsPerCancellationCheck = 1 << 16;

    private readonly double[] _keys = new double[DistanceRound.ChunkLength];
    private readonly int[] _pixels = new int[DistanceRound.ChunkLength];
    private readonly AlignedBuffers _buffers;
    private readonly double* _re, _im, _norm, _slopeX, _slopeY;
    private DistanceRound _round = null!;

    public DistanceWorker()
    {
        // Kept: it holds the memory behind the pointers.
        _buffers = new AlignedBuffers(5 * Group);
        _re = _buffers.Take(Group);
        _im = _buffers.Take(Group);
        _norm = _buffers.Take(Group);
        _slopeX = _buffers.Take(Group);
        _slopeY = _buffers.Take(Group);
    }

    private static int Group => InFlight * TLanes.Count;

    public void Run(DistanceRound round)
    {
        _round = round;
        while (!round.Cancellation.IsCancellationRequested && round.TryClaim(out var first, out var count))
        {
            new Span<double>(round.Distances + first, count).Fill(double.NaN);
            var escaped = 0;
            for (var pixel = first; pixel < first + count; pixel++)
            {
                if (double.IsNaN(round.Counts[pixel])) continue;
                _keys[escaped] = round.Counts[pixel];
                _pixels[escaped++] = pixel;
            }

            Array.Sort(_keys, _pixels, 0, escaped);
            for (var at = 0; at < escaped && !round.Cancellation.IsCancellationRequested; at += Group) Measure(at, Math.Min(Group, escaped - at));
        }
    }

    /// <summary>Measures the pixels from one place of the sorted list on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Measure(int at, int count)
    {
        for (var i = 0; i < Group; i++)
        {
            // What is left over of the last group repeats its last pixel.
            var row = Math.DivRem(_pixels[at + Math.Min(i, count - 1)], _round.Width, out var column);
            (_re[i], _im[i]) = (_round.Columns[column], _round.Rows[row]);
        }

        var w = TLanes.Count;
        TVector pitch = TLanes.Broadcast(_round.Pitch), bound = TLanes.Broadcast(_round.Bound), zero = TLanes.Broadcast(0);
        TVector re0 = TLanes.Load(_re), im0 = TLanes.Load(_im), re1 = TLanes.Load(_re + w), im1 = TLanes.Load(_im + w);
        TVector x0 = zero, y0 = zero, slopeX0 = zero, slopeY0 = zero, x1 = zero, y1 = zero, slopeX1 = zero, slopeY1 = zero;
        // ν is not above n, so nobody escapes up to here.
        var untested = Math.Max(0, (long)_keys[at] - 2);
        for (long step = 1; step <= untested; step++)
        {
            Step(ref x0, ref y0, ref slopeX0, ref slopeY0, re0, im0, pitch);
            Step(ref x1, ref y1, ref slopeX1, ref slopeY1, re1, im1, pitch);
            if (step % StepsPerCancellationCheck == 0 && _round.Cancellation.IsCancellationRequested) return;
        }

        var left = (1u << count) - 1;
        for (long step = 1; left != 0; step++)
        {
            Step(ref x0, ref y0, ref slopeX0, ref slopeY0, re0, im0, pitch);
            Step(ref x1, ref y1, ref slopeX1, ref slopeY1, re1, im1, pitch);
            TVector norm0 = Norm(x0, y0), norm1 = Norm(x1, y1);
            // Lanes that escaped earlier run on to infinity and NaN, which count as escaped, too.
            var escaped = (TLanes.NotAtMost(norm0, bound) | (TLanes.NotAtMost(norm1, bound) << w)) & left;
            if (escaped != 0)
            {
                left &= ~escaped;
                Store(norm0, slopeX0, slopeY0, 0);
                Store(norm1, slopeX1, slopeY1, w);
                for (; escaped != 0; escaped &= escaped - 1)
                {
                    var lane = BitOperations.TrailingZeroCount(escaped);
                    _round.Distances[_pixels[at + lane]] = DistanceEstimate.Of(_norm[lane], _slopeX[lane], _slopeY[lane]);
                }
            }

            if (step % StepsPerCancellationCheck == 0 && _round.Cancellation.IsCancellationRequested) return;
        }
    }

    private void Store(TVector norm, TVector slopeX, TVector slopeY, int at)
    {
        TLanes.Store(norm, _norm + at);
        TLanes.Store(slopeX, _slopeX + at);
        TLanes.Store(slopeY, _slopeY + at);
    }

    /// <summary><see cref="DistanceEstimate.Advance"/>, then one step in the order that <see cref="EscapeTime"/> fixes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(ref TVector x, ref TVector y, ref TVector slopeX, ref TVector slopeY, TVector re, TVector im, TVector pitch)
    {
        TVector u = TLanes.Add(x, x), v = TLanes.Add(y, y);
        var s = TLanes.FusedNegatedMultiplyAdd(v, slopeY, pitch);
        slopeY = TLanes.FusedMultiplyAdd(u, slopeY, TLanes.Multiply(v, slopeX));
        slopeX = TLanes.FusedMultiplyAdd(u, slopeX, s);
        var t = TLanes.FusedNegatedMultiplyAdd(y, y, re);
        y = TLanes.FusedMultiplyAdd(u, y, im);
        x = TLanes.FusedMultiplyAdd(x, x, t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Norm(TVector x, TVector y) => TLanes.FusedMultiplyAdd(x, x, TLanes.Multiply(y, y));
}
