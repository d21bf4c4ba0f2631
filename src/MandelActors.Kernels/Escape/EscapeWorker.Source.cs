using System.Runtime.CompilerServices;
using MandelActors.Fractals;

namespace MandelActors.Kernels.Escape;

/// <summary>Where a worker's pixels come from: claimed chunks, laid out so that a vector of pixels is one load.</summary>
internal sealed unsafe partial class EscapeWorker<TLanes, TVector>
{
    /// <summary>A chunk, what was left of the one before, and one vector that may be read past the end.</summary>
    private const int SourceCapacity = EscapeRound.LargestChunk + 32;

    /// <summary>Below this |z|² bound rounding could bring an escaped orbit of the tip c = −2 back for a step.</summary>
    private const double TipBound = 4.1;

    /// <summary>How near to 4 |c|² then is.</summary>
    private const double TipMargin = 1e-5;

    private readonly double* _sourceX, _sourceY, _sourceRe, _sourceIm, _sourcePixel, _iota, _spread;
    private int _sourceAt, _sourceEnd;

    /// <summary>Pixels at hand, after claiming chunks until there are <paramref name="wanted"/> or none is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Claimed(int wanted)
    {
        while (_sourceEnd - _sourceAt < wanted)
        {
            MoveRestToFront();
            if (_round.IsFirst)
            {
                if (!_round.TryClaimPixels(out var first, out var count)) break;
                ReadPixels(first, count);
            }
            else
            {
                if (!_round.TryClaimSurvivors(out var list, out var start, out var count)) break;
                ReadSurvivors(list, start, count);
            }
        }

        return _sourceEnd - _sourceAt;
    }

    private void MoveRestToFront()
    {
        var rest = _sourceEnd - _sourceAt;
        MoveToFront(_sourceRe, _sourceAt, rest);
        MoveToFront(_sourceIm, _sourceAt, rest);
        MoveToFront(_sourcePixel, _sourceAt, rest);
        if (!_round.IsFirst)
        {
            MoveToFront(_sourceX, _sourceAt, rest);
            MoveToFront(_sourceY, _sourceAt, rest);
        }

        _sourceAt = 0;
        _sourceEnd = rest;
    }

    private static void MoveToFront(double* buffer, int at, int count) =>
        new Span<double>(buffer + at, count).CopyTo(new Span<double>(buffer, count));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadSurvivors(Survivors list, int start, int count)
    {
        var x = list.X.Slice(start, count);
        var y = list.Y.Slice(start, count);
        var pixels = list.Pixel.Slice(start, count);
        for (var i = 0; i < count; i++)
        {
            var (row, column) = Math.DivRem(pixels[i], _round.Width);
            var to = _sourceEnd + i;
            _sourceX[to] = x[i];
            _sourceY[to] = y[i];
            _sourceRe[to] = _round.Columns[column];
            _sourceIm[to] = _round.Rows[row];
            _sourcePixel[to] = pixels[i];
        }

        _sourceEnd += count;
    }

    /// <summary>Takes in a run of pixels, less those proven interior; all start out as NaN in the field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadPixels(int first, int count)
    {
        new Span<double>(_round.Field + first, count).Fill(double.NaN);
        var (row, column) = Math.DivRem(first, _round.Width);
        while (count > 0)
        {
            var run = Math.Min(count, _round.Width - column);
            ReadRow(row, column, run);
            count -= run;
            column = 0;
            row++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadRow(int row, int column, int count)
    {
        var y = _round.Rows[row];
        var im = TLanes.Broadcast(y);
        var all = AllLanes;
        var askShapes = _round.Shortcuts && Math.Abs(y) <= InteriorShapes.TopEdge;
        var askTip = _round.Bound < TipBound;
        var pixel = (double)row * _round.Width + column;
        for (var i = 0; i < count; i += TLanes.Count)
        {
            var left = count - i;
            var lanes = left >= TLanes.Count ? all : (1u << left) - 1;
            if (askShapes) lanes &= ~ContainedIn(TLanes.Load(_round.Columns + column + i), y);
            if (askTip) lanes &= ~CountedAlone(row, column + i, lanes & NearTip(TLanes.Load(_round.Columns + column + i), y));
            TLanes.Store(TLanes.Add(TLanes.Broadcast(pixel + i), TLanes.Load(_iota)), _spread);
            TLanes.Store(im, _sourceIm + _sourceEnd);
            if (lanes == all)
            {
                TLanes.Store(TLanes.Load(_round.Columns + column + i), _sourceRe + _sourceEnd);
                TLanes.Store(TLanes.Load(_spread), _sourcePixel + _sourceEnd);
            }
            else
            {
                var chosen = TLanes.Choose(lanes);
                TLanes.Compress(_round.Columns + column + i, lanes, chosen, _sourceRe + _sourceEnd);
                TLanes.Compress(_spread, lanes, chosen, _sourcePixel + _sourceEnd);
            }

            _sourceEnd += System.Numerics.BitOperations.PopCount(lanes);
        }
    }

    /// <summary><see cref="InteriorShapes.Contain"/>, operation by operation, for a row of points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint ContainedIn(TVector x, double y)
    {
        var ySquared = TLanes.Broadcast(y * y);
        var shifted = TLanes.Add(x, TLanes.Broadcast(-0.25));
        var q = TLanes.Add(TLanes.Multiply(shifted, shifted), ySquared);
        var left = TLanes.Add(TLanes.Multiply(q, TLanes.Add(q, shifted)), TLanes.Multiply(TLanes.Broadcast(InteriorShapes.Margin), q));
        var fromDisc = TLanes.Add(x, TLanes.Broadcast(1));
        var distance = TLanes.Add(TLanes.Multiply(fromDisc, fromDisc), ySquared);
        return TLanes.AtMost(left, TLanes.Broadcast(0.25 * (y * y))) | TLanes.AtMost(distance, TLanes.Broadcast(0.0625 - InteriorShapes.Margin));
    }

    /// <summary>
    /// Points with |c| so close to 2 that, with R close to 2 as well, an orbit beyond R could be rounded back below it for
    /// a step. Elsewhere |z'| ≥ |z|² − |c| exceeds |z| by 10⁻⁶ at least, far more than rounding takes away. Following such
    /// points alone through the first round is enough: off the real axis they leave the tip fourfold with every step, on
    /// it an orbit beyond 2 only grows.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint NearTip(TVector x, double y)
    {
        var distance = TLanes.Add(TLanes.Multiply(x, x), TLanes.Broadcast(y * y - 4));
        return TLanes.AtMost(distance, TLanes.Broadcast(TipMargin)) & TLanes.AtMost(TLanes.Broadcast(-TipMargin), distance);
    }

    /// <summary>Points near the tip are counted by the scalar twin, which tests every step.</summary>
    /// <returns>The lanes given.</returns>
    private uint CountedAlone(int row, int column, uint lanes)
    {
        for (var rest = lanes; rest != 0; rest &= rest - 1)
        {
            var x = column + System.Numerics.BitOperations.TrailingZeroCount(rest);
            CountAlone(_round.Columns[x], _round.Rows[row], row * _round.Width + x);
        }

        return lanes;
    }
}
