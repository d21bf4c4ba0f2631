using System.Runtime.CompilerServices;
using MandelActors.Fractals;
using MandelActors.Kernels.Lanes;

namespace MandelActors.Kernels.Escape;

/// <summary>Pixels that escaped within their last block: the exact index, the count, the field.</summary>
internal sealed unsafe partial class EscapeWorker<TLanes, TVector>
{
    /// <summary>Set-aside pixels that are finished in one go: by then most were stored long ago and load without a stall.</summary>
    private const int QueueFull = 128;

    /// <summary>A block adds at most one pixel per lane.</summary>
    private const int QueueCapacity = QueueFull + 64 + ScratchLength;

    /// <summary>Two of the widest vectors.</summary>
    private const int ScratchLength = 16;

    private readonly double* _queueX, _queueY, _queueRe, _queueIm, _queueN, _queuePixel, _scratchN, _scratchCount;
    private int _queued;

    /// <summary>Two vectors are finished side by side, to hide the latency of their steps.</summary>
    private static int Batch => 2 * TLanes.Count;

    /// <summary>Sets the chosen lanes aside, as they stood when the block began.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Enqueue(int at, uint lanes, double now)
    {
        var to = _queued;
        var chosen = TLanes.Choose(lanes);
        TLanes.Compress(_x + at, lanes, chosen, _queueX + to);
        TLanes.Compress(_y + at, lanes, chosen, _queueY + to);
        TLanes.Compress(_re + at, lanes, chosen, _queueRe + to);
        TLanes.Compress(_im + at, lanes, chosen, _queueIm + to);
        TLanes.Compress(_pixel + at, lanes, chosen, _queuePixel + to);
        var blocksBefore = TLanes.Subtract(TLanes.Broadcast(now - 1), TLanes.Load(_stamp + at));
        var n = TLanes.FusedMultiplyAdd(blocksBefore, TLanes.Broadcast(_round.Steps), TLanes.Broadcast(_round.From));
        TLanes.Store(n, _spread);
        TLanes.Compress(_spread, lanes, chosen, _queueN + to);
        _queued = to + System.Numerics.BitOperations.PopCount(lanes);
    }

    /// <summary>Finishes whole batches and moves what is left to the front.</summary>
    private void FinishBatches()
    {
        var at = 0;
        for (; _queued - at >= Batch; at += Batch) Finish(at, Batch);
        _queued -= at;
        MoveToFront(_queueX, at, _queued);
        MoveToFront(_queueY, at, _queued);
        MoveToFront(_queueRe, at, _queued);
        MoveToFront(_queueIm, at, _queued);
        MoveToFront(_queueN, at, _queued);
        MoveToFront(_queuePixel, at, _queued);
    }

    private void FinishAll()
    {
        FinishBatches();
        if (_queued > 0) Finish(0, _queued);
        _queued = 0;
    }

    /// <summary>Redoes the last block of two vectors of pixels with the test after every step, and writes their counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Finish(int at, int count)
    {
        var w = TLanes.Count;
        TVector x0 = TLanes.Load(_queueX + at), y0 = TLanes.Load(_queueY + at), re0 = TLanes.Load(_queueRe + at), im0 = TLanes.Load(_queueIm + at);
        TVector x1 = TLanes.Load(_queueX + at + w), y1 = TLanes.Load(_queueY + at + w), re1 = TLanes.Load(_queueRe + at + w), im1 = TLanes.Load(_queueIm + at + w);
        TVector n0 = TLanes.Load(_queueN + at), n1 = TLanes.Load(_queueN + at + w);
        // While a lane's modulus is within the bound it is replaced by the next one and n goes on.
        TVector modulus0 = TLanes.Broadcast(0), modulus1 = modulus0;
        var bound = TLanes.Broadcast(_round.Bound);
        var one = TLanes.Broadcast(1);
        for (var i = _round.Steps; i > 0; i--)
        {
            Step(ref x0, ref y0, re0, im0);
            Step(ref x1, ref y1, re1, im1);
            n0 = TLanes.WhereAtMost(modulus0, bound, TLanes.Add(n0, one), n0);
            n1 = TLanes.WhereAtMost(modulus1, bound, TLanes.Add(n1, one), n1);
            modulus0 = TLanes.WhereAtMost(modulus0, bound, SquaredModulus(x0, y0), modulus0);
            modulus1 = TLanes.WhereAtMost(modulus1, bound, SquaredModulus(x1, y1), modulus1);
        }

        TLanes.Store(n0, _scratchN);
        TLanes.Store(n1, _scratchN + w);
        var smooth = _round.Count == CountKind.Smooth;
        TLanes.Store(smooth ? Smooth(n0, modulus0) : n0, _scratchCount);
        TLanes.Store(smooth ? Smooth(n1, modulus1) : n1, _scratchCount + w);
        WriteAll(at, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteAll(int at, int count)
    {
        var field = _round.Field;
        var (from, to) = ((double)_round.From, (double)_round.To);
        double steps = 0;
        var late = 0;
        for (var i = 0; i < count; i++)
        {
            var n = _scratchN[i];
            if (n > to) late++;
            steps += n - from;
            field[(int)_queuePixel[at + i]] = n <= to ? _scratchCount[i] : double.NaN;
        }

        Escaped += count - late;
        Iterations += (long)steps;
        if (late > 0) BookLate(at, count);
    }

    /// <summary>The last block may go past the limit: pixels that escaped there did not escape in time.</summary>
    private void BookLate(int at, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (_scratchN[i] <= _round.To) continue;
            Iterations -= (long)_scratchN[i] - _round.To;
            _output.Add(double.NaN, double.NaN, (int)_queuePixel[at + i]);
        }
    }

    /// <summary>Follows one pixel by the scalar twin, from z₀ to the round's end.</summary>
    private void CountAlone(double re, double im, int pixel)
    {
        double x = 0, y = 0;
        var n = EscapeTime.Follow(ref x, ref y, re, im, _round.Bound, 0, _round.To, out var squaredModulus);
        if (n > 0)
        {
            _round.Field[pixel] = _round.Count == CountKind.Smooth ? SmoothCount.Of(n, squaredModulus) : n;
            Escaped++;
            Iterations += n;
            return;
        }

        Iterations += _round.To;
        _output.Add(x, y, pixel);
    }

    /// <summary><see cref="SmoothCount.Of"/>, operation by operation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Smooth(TVector n, TVector squaredModulus)
    {
        var largest = TLanes.Broadcast(double.MaxValue);
        var log = LaneLogarithm<TLanes, TVector>.Of(TLanes.WhereAtMost(squaredModulus, largest, squaredModulus, largest));
        return TLanes.Subtract(TLanes.Add(n, TLanes.Broadcast(2)), LaneLogarithm<TLanes, TVector>.Of(log));
    }
}
