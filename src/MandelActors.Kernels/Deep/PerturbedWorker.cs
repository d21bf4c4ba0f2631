using System.Numerics;
using System.Runtime.CompilerServices;
using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using MandelActors.Kernels.Escape;
using MandelActors.Kernels.Lanes;

namespace MandelActors.Kernels.Deep;

/// <summary>
/// Escape time beside a reference for many pixels at once, one pixel per lane. The scalar twin is
/// <see cref="PerturbedEscapeTime"/>, and every lane gives its bits.
/// </summary>
/// <remarks>
/// Every lane has its own place in the reference and in the table, and each advance moves every lane by what it is at: it tries a
/// block, takes it or goes one level down, or takes a single step. Both have the shape δ' = (A + Q·δ)·δ + B·c, so lanes that jump and
/// lanes that step share all arithmetic; only the row they read differs (eight rows are read as eight loads and sorted by place).
/// A lane whose pixel is done takes the next one at once. Several vectors advance in turn, so that the latency of one is filled by
/// the others.
/// <para>
/// Where a view's δ leave double's range, each lane has its band (<see cref="BlockRows.BandBits"/>), which chooses its rows. Steps
/// and blocks that do not fit a band are taken by the scalar twin.
/// </para>
/// </remarks>
internal sealed unsafe partial class PerturbedWorker<TLanes, TVector> : IPerturbedWorker
    where TLanes : struct, ITableLanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Vectors in flight; see src/decisions/0011-quadratic-blocks.md for the count.</summary>
    private const int InFlight = 4;

    /// <summary>Advances between two looks at the cancellation token.</summary>
    private const int AdvancesPerCancellationCheck = 1024;

    private readonly double* _x, _y, _re, _im, _m, _n, _block, _band, _stepB, _stepQ, _pixel, _savedX, _savedY, _savedBand;
    private readonly double* _slopeX, _slopeY, _slopeBand;
    private readonly double* _norm;
    private readonly nint* _addresses, _scratch;
    private readonly uint[] _active = new uint[InFlight];
    private readonly AlignedBuffers _buffers;
    private List<PerturbedPixel> _output = [], _input = [];
    private PerturbedRound _round = null!;
    private PerturbedShared _shared;
    private int _activeVectors;

    public PerturbedWorker()
    {
        var lanes = InFlight * TLanes.Count;
        var buffers = new AlignedBuffers(18 * lanes + 2 * TLanes.Count + SourceArrays * SourceCapacity);
        _x = buffers.Take(lanes);
        _y = buffers.Take(lanes);
        _re = buffers.Take(lanes);
        _im = buffers.Take(lanes);
        _m = buffers.Take(lanes);
        _n = buffers.Take(lanes);
        _block = buffers.Take(lanes);
        _band = buffers.Take(lanes);
        _stepB = buffers.Take(lanes);
        _stepQ = buffers.Take(lanes);
        _pixel = buffers.Take(lanes);
        _savedX = buffers.Take(lanes);
        _savedY = buffers.Take(lanes);
        _savedBand = buffers.Take(lanes);
        _slopeX = buffers.Take(lanes);
        _slopeY = buffers.Take(lanes);
        _slopeBand = buffers.Take(lanes);
        _norm = buffers.Take(TLanes.Count);
        _addresses = (nint*)buffers.Take(lanes);
        _scratch = (nint*)buffers.Take(TLanes.Count);
        _sourceX = buffers.Take(SourceCapacity);
        _sourceY = buffers.Take(SourceCapacity);
        _sourceRe = buffers.Take(SourceCapacity);
        _sourceIm = buffers.Take(SourceCapacity);
        _sourceM = buffers.Take(SourceCapacity);
        _sourceN = buffers.Take(SourceCapacity);
        _sourceBlock = buffers.Take(SourceCapacity);
        _sourceBand = buffers.Take(SourceCapacity);
        _sourcePixel = buffers.Take(SourceCapacity);
        _sourceSlopeX = buffers.Take(SourceCapacity);
        _sourceSlopeY = buffers.Take(SourceCapacity);
        _sourceSlopeBand = buffers.Take(SourceCapacity);
        // Keeps the memory behind the pointers alive.
        _buffers = buffers;
    }

    public List<PerturbedPixel> Output => _output;

    public PerturbedTally Tally { get; } = new();

    private static uint AllLanes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (1u << TLanes.Count) - 1;
    }

    public void Reset()
    {
        Tally.Clear();
        _output.Clear();
        _input.Clear();
    }

    public List<PerturbedPixel> TakeOutput()
    {
        (_input, _output) = (_output, _input);
        _output.Clear();
        return _input;
    }

    public void Run(PerturbedRound round)
    {
        _round = round;
        _shared = new PerturbedShared(round.View, round.To);
        _sourceAt = _sourceEnd = 0;
        _activeVectors = 0;
        for (var vector = 0; vector < InFlight; vector++)
        {
            _active[vector] = 0;
            Park(vector * TLanes.Count, AllLanes);
            Refill(vector, AllLanes);
        }

        var seeks = !round.IsFirst && round.SeeksCycles;
        if (round.View.Rows.BandCount > 1)
        {
            if (seeks) RunVectors<Sought, Banded>();
            else RunVectors<NotSought, Banded>();
        }
        else if (seeks) RunVectors<Sought, Plain>();
        else RunVectors<NotSought, Plain>();
    }

    private void RunVectors<TCycles, TRange>()
        where TCycles : struct
        where TRange : struct
    {
        if (_round.View.WithDistance) RunVectors<TCycles, TRange, Measured>();
        else RunVectors<TCycles, TRange, Unmeasured>();
    }

    private void RunVectors<TCycles, TRange, TDistance>()
        where TCycles : struct
        where TRange : struct
        where TDistance : struct
    {
        for (var at = 0; at < InFlight * TLanes.Count; at += TLanes.Count) WriteAddresses<TRange>(at, TLanes.Load(_m + at), TLanes.Load(_block + at));
        for (var advance = 1; _activeVectors > 0; advance++)
        {
            for (var vector = 0; vector < InFlight; vector++) Advance<TCycles, TRange, TDistance>(vector);
            if (advance % AdvancesPerCancellationCheck == 0 && _round.Cancellation.IsCancellationRequested) return;
        }
    }

    /// <summary>Books pixels that escaped.</summary>
    private void BookEscaped(int at, uint lanes, double* index, double* squaredModulus)
    {
        var smooth = _round.View.Rule.Count == CountKind.Smooth;
        for (; lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            var n = index[lane];
            var pixel = (int)_pixel[at + lane];
            _round.Field[pixel] = smooth ? SmoothCount.Of(n, squaredModulus[lane]) : n;
            if (_round.View.WithDistance)
                _round.Field[pixel + _round.View.Width * _round.View.Height] = PerturbedEscapeTime.DistanceOf(StateOf(at + lane).State, squaredModulus[lane]);
            Tally.Escaped++;
            Tally.Iterations += (long)n;
        }
    }

    /// <summary>Books pixels that passed the round's end: the next round goes on from here.</summary>
    private void BookLate(int at, uint lanes)
    {
        for (; lanes != 0; lanes &= lanes - 1) _output.Add(StateOf(at + BitOperations.TrailingZeroCount(lanes)));
    }

    private PerturbedPixel StateOf(int lane)
    {
        var state = new PerturbedState
        {
            X = _x[lane],
            Y = _y[lane],
            ReferenceIndex = (int)_m[lane],
            Index = (long)_n[lane],
            Block = (int)_block[lane],
            Band = (int)_band[lane],
            SlopeX = _slopeX[lane],
            SlopeY = _slopeY[lane],
            SlopeBand = (int)_slopeBand[lane],
        };
        return new PerturbedPixel(state, (int)_pixel[lane]);
    }

    /// <summary>Chosen as a type so that the search for cycles costs nothing where it is not wanted.</summary>
    private struct Sought;

    /// <summary>See <see cref="Sought"/>.</summary>
    private struct NotSought;

    /// <summary>Chosen as a type where orbits carry J, so that it costs nothing where no distance is wanted.</summary>
    private struct Measured;

    /// <summary>See <see cref="Measured"/>.</summary>
    private struct Unmeasured;

    /// <summary>Chosen as a type where δ may leave double's range.</summary>
    private struct Banded;

    /// <summary>Chosen as a type where it cannot.</summary>
    private struct Plain;
}
