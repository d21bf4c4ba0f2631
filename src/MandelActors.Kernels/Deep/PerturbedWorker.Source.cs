using System.Numerics;
using System.Runtime.CompilerServices;
using MandelActors.Fractals.Deep;

namespace MandelActors.Kernels.Deep;

/// <summary>Where a worker's pixels come from: claimed chunks.</summary>
internal sealed unsafe partial class PerturbedWorker<TLanes, TVector>
{
    private const int SourceArrays = 12;

    /// <summary>A chunk, what was left of the one before, and a vector that may be read past the end.</summary>
    private const int SourceCapacity = PerturbedRound.LargestChunk + 32;

    private readonly double* _sourceSlopeX, _sourceSlopeY, _sourceSlopeBand;
    private readonly double* _sourceX, _sourceY, _sourceRe, _sourceIm, _sourceM, _sourceN, _sourceBlock, _sourceBand, _sourcePixel;
    private int _sourceAt, _sourceEnd;

    /// <summary>Puts the next pixels into the chosen lanes of a vector; lanes for which none is left stand still.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Refill(int vector, uint lanes)
    {
        var at = vector * TLanes.Count;
        var wanted = BitOperations.PopCount(lanes);
        while (_sourceEnd - _sourceAt < wanted && TryClaim()) { }
        var found = Math.Min(wanted, _sourceEnd - _sourceAt);
        var filled = lanes;
        for (var rest = found; rest > 0; rest--) filled &= filled - 1;
        // What is left are the idle lanes; the others are filled.
        var idle = filled;
        filled = lanes & ~idle;
        if (filled != 0)
        {
            var from = _sourceAt;
            var chosen = TLanes.Choose(filled);
            TLanes.Expand(_sourceX + from, filled, chosen, _x + at);
            TLanes.Expand(_sourceY + from, filled, chosen, _y + at);
            TLanes.Expand(_sourceRe + from, filled, chosen, _re + at);
            TLanes.Expand(_sourceIm + from, filled, chosen, _im + at);
            TLanes.Expand(_sourceM + from, filled, chosen, _m + at);
            TLanes.Expand(_sourceN + from, filled, chosen, _n + at);
            TLanes.Expand(_sourceBlock + from, filled, chosen, _block + at);
            TLanes.Expand(_sourceBand + from, filled, chosen, _band + at);
            TLanes.Expand(_sourcePixel + from, filled, chosen, _pixel + at);
            TLanes.Set(double.NaN, filled, chosen, _savedX + at);
            if (_round.View.Rows.BandCount > 1)
                for (var rest = filled; rest != 0; rest &= rest - 1) SetBandStep(at + BitOperations.TrailingZeroCount(rest));
            if (_round.View.WithDistance)
            {
                TLanes.Expand(_sourceSlopeX + from, filled, chosen, _slopeX + at);
                TLanes.Expand(_sourceSlopeY + from, filled, chosen, _slopeY + at);
                TLanes.Expand(_sourceSlopeBand + from, filled, chosen, _slopeBand + at);
            }

            _sourceAt += found;
        }

        var before = _active[vector];
        var after = (before | lanes) & ~idle;
        if (before == 0 && after != 0) _activeVectors++;
        if (before != 0 && after == 0) _activeVectors--;
        _active[vector] = after;
    }

    /// <summary>Gives a lane the single step of its band.</summary>
    private void SetBandStep(int lane)
    {
        var band = (int)_band[lane];
        (_stepB[lane], _stepQ[lane]) = (_round.View.StepB[band], _round.View.StepQ[band]);
    }

    /// <summary>Lanes without a pixel stay at the start of the reference, where nothing can go wrong.</summary>
    private void Park(int at, uint lanes)
    {
        for (; lanes != 0; lanes &= lanes - 1)
        {
            var lane = at + BitOperations.TrailingZeroCount(lanes);
            _x[lane] = _y[lane] = _re[lane] = _im[lane] = _m[lane] = _n[lane] = _block[lane] = _band[lane] = _stepB[lane] = _stepQ[lane] = 0;
            _slopeX[lane] = _slopeY[lane] = _slopeBand[lane] = 0;
        }
    }

    private bool TryClaim()
    {
        MoveUp();
        if (_round.IsFirst)
        {
            if (!_round.TryClaimPixels(out var first, out var count)) return false;
            for (var pixel = first; pixel < first + count; pixel++)
            {
                var (re, im) = OffsetOf(pixel);
                Put(PerturbedEscapeTime.Begin(_round.View, re, im), re, im, pixel);
            }

            return true;
        }

        if (!_round.TryClaimSurvivors(out var pixels)) return false;
        foreach (var (state, pixel) in pixels)
        {
            var (re, im) = OffsetOf(pixel);
            Put(state, re, im, pixel);
        }

        return true;
    }

    /// <summary>Adds a pixel to the source; one past the round's end goes to the output.</summary>
    private void Put(PerturbedState state, double re, double im, int pixel)
    {
        if (state.Index > _round.To)
        {
            _output.Add(new PerturbedPixel(state, pixel));
            return;
        }

        var to = _sourceEnd++;
        _sourceX[to] = state.X;
        _sourceY[to] = state.Y;
        _sourceRe[to] = re;
        _sourceIm[to] = im;
        _sourceM[to] = state.ReferenceIndex;
        _sourceN[to] = state.Index;
        _sourceBlock[to] = state.Block;
        _sourceBand[to] = state.Band;
        _sourcePixel[to] = pixel;
        _sourceSlopeX[to] = state.SlopeX;
        _sourceSlopeY[to] = state.SlopeY;
        _sourceSlopeBand[to] = state.SlopeBand;
    }

    private (double Re, double Im) OffsetOf(int pixel)
    {
        var view = _round.View;
        var row = Math.DivRem(pixel, view.Width, out var column);
        return (view.Offsets.Columns[column], view.Offsets.Rows[row]);
    }

    private void MoveUp()
    {
        var count = _sourceEnd - _sourceAt;
        foreach (var array in (ReadOnlySpan<nint>)[(nint)_sourceX, (nint)_sourceY, (nint)_sourceRe, (nint)_sourceIm, (nint)_sourceM, (nint)_sourceN, (nint)_sourceBlock, (nint)_sourceBand, (nint)_sourcePixel, (nint)_sourceSlopeX, (nint)_sourceSlopeY, (nint)_sourceSlopeBand])
        {
            var start = (double*)array;
            new ReadOnlySpan<double>(start + _sourceAt, count).CopyTo(new Span<double>(start, count));
        }

        (_sourceAt, _sourceEnd) = (0, count);
    }
}
