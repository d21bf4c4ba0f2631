using System.Numerics;
using System.Runtime.CompilerServices;
using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using MandelActors.Kernels.Lanes;

namespace MandelActors.Kernels.Escape;

/// <summary>
/// Escape time for many pixels at once, one pixel per lane. The scalar twin is <see cref="EscapeTime"/>, and every lane
/// gives its bits.
/// </summary>
/// <remarks>
/// Eight vectors run side by side in blocks of a few steps. After a block, lanes whose pixel has escaped, come to the
/// round's end or closed a cycle are given the next pixel of the chunk; the others never wait. Blocks are counted from
/// each pixel's own start (<c>_stamp</c>), so nothing a pixel goes through depends on its lane, its neighbours or the
/// vectors' width. A pixel that escaped is set aside with the state its block began with; once two vectors' worth have
/// come together their last steps are redone with the test after every one, which gives n and |zₙ|² exactly.
/// <para>
/// Interior: an orbit that returns to a value it had, bit for bit, repeats for ever. The value compared with is where the
/// pixel stood when the round began, and rounds double (Brent's scheme), so every cycle is found in time. Orbits that take
/// long to come to rest are proven earlier, at a round's end, by the cycle that attracts them
/// (<see cref="AttractingCycle"/>). Nearness alone is never trusted.
/// </para>
/// </remarks>
internal sealed unsafe partial class EscapeWorker<TLanes, TVector> : IEscapeWorker
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Blocks between two looks at the cancellation token: well below a millisecond.</summary>
    private const int BlocksPerCancellationCheck = 1024;

    private readonly double* _re, _im, _stamp, _pixel, _savedX, _savedY;
    private double* _x, _y, _nextX, _nextY;
    private Survivors _output = new(), _input = new();
    private EscapeRound _round = null!;

    /// <summary>Blocks in a whole round.</summary>
    private double _blocks;

    /// <summary>Lanes that hold a pixel.</summary>
    private int _active;

    public EscapeWorker()
    {
        var lanes = InFlight * TLanes.Count;
        var buffers = new AlignedBuffers(10 * lanes + 5 * SourceCapacity + 6 * QueueCapacity + 4 * ScratchLength);
        _x = buffers.Take(lanes);
        _y = buffers.Take(lanes);
        _nextX = buffers.Take(lanes);
        _nextY = buffers.Take(lanes);
        _re = buffers.Take(lanes);
        _im = buffers.Take(lanes);
        _stamp = buffers.Take(lanes);
        _pixel = buffers.Take(lanes);
        _savedX = buffers.Take(lanes);
        _savedY = buffers.Take(lanes);
        _sourceX = buffers.Take(SourceCapacity);
        _sourceY = buffers.Take(SourceCapacity);
        _sourceRe = buffers.Take(SourceCapacity);
        _sourceIm = buffers.Take(SourceCapacity);
        _sourcePixel = buffers.Take(SourceCapacity);
        _queueX = buffers.Take(QueueCapacity);
        _queueY = buffers.Take(QueueCapacity);
        _queueRe = buffers.Take(QueueCapacity);
        _queueIm = buffers.Take(QueueCapacity);
        _queueN = buffers.Take(QueueCapacity);
        _queuePixel = buffers.Take(QueueCapacity);
        _scratchN = buffers.Take(ScratchLength);
        _scratchCount = buffers.Take(ScratchLength);
        _iota = buffers.Take(ScratchLength);
        _spread = buffers.Take(ScratchLength);
        for (var i = 0; i < ScratchLength; i++) _iota[i] = i;
        _buffers = buffers;
    }

    /// <summary>Keeps the memory behind the pointers alive.</summary>
    private readonly AlignedBuffers _buffers;

    public Survivors Output => _output;

    public long Escaped { get; private set; }

    public long Iterations { get; private set; }

    public void Reset()
    {
        Escaped = 0;
        Iterations = 0;
        _output.Trim();
        _input.Trim();
    }

    public Survivors TakeOutput()
    {
        (_input, _output) = (_output, _input);
        _output.Clear();
        return _input;
    }

    public void Open(Opening opening, int fromRow, int toRow) => OpeningWorker<TLanes, TVector>.Run(opening, fromRow, toRow, _output);

    public void Run(EscapeRound round)
    {
        _round = round;
        _blocks = (round.To - round.From + round.Steps - 1) / round.Steps;
        _sourceAt = _sourceEnd = _queued = 0;
        _active = InFlight * TLanes.Count;
        for (var j = 0; j < InFlight; j++) Refill(j * TLanes.Count, AllLanes, 0);
        SwapState();
        if (round.IsFirst || !round.Shortcuts)
            RunBlocks<NotSought>();
        else
            RunBlocks<Sought>();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunBlocks<TCycles>() where TCycles : struct
    {
        for (long block = 1; _active > 0; block++)
        {
            var escaped = Advance<TCycles>(block, out var ended);
            if ((escaped | ended) != 0) Settle<TCycles>(escaped, ended, block);
            SwapState();
            if (block % BlocksPerCancellationCheck == 0 && _round.Cancellation.IsCancellationRequested) return;
        }

        FinishAll();
    }

    private void SwapState()
    {
        var (x, y) = ((nint)_x, (nint)_y);
        _x = _nextX;
        _y = _nextY;
        _nextX = (double*)x;
        _nextY = (double*)y;
    }

    /// <summary>Books the lanes that are done and gives them new pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Settle<TCycles>(ulong escaped, ulong ended, double now) where TCycles : struct
    {
        for (var rest = escaped | ended; rest != 0;)
        {
            var j = BitOperations.TrailingZeroCount(rest) / 8;
            rest &= ~(0xFFul << (8 * j));
            var at = j * TLanes.Count;
            var escapedLanes = (uint)(escaped >> (8 * j)) & AllLanes;
            var endedLanes = (uint)(ended >> (8 * j)) & AllLanes & ~escapedLanes;
            if (escapedLanes != 0) Enqueue(at, escapedLanes, now);
            for (var lanes = endedLanes; lanes != 0; lanes &= lanes - 1)
                End<TCycles>(at + BitOperations.TrailingZeroCount(lanes), now);
            Refill(at, escapedLanes | endedLanes, now);
        }

        if (_queued >= QueueFull) FinishBatches();
    }

    /// <summary>A pixel is proven interior (its field value is already NaN) or goes on in the next round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void End<TCycles>(int lane, double now) where TCycles : struct
    {
        if (typeof(TCycles) == typeof(Sought) && _nextX[lane] == _savedX[lane] && _nextY[lane] == _savedY[lane])
        {
            Iterations += Math.Min(_round.To - _round.From, (long)(now - _stamp[lane]) * _round.Steps);
            return;
        }

        Iterations += _round.To - _round.From;
        if (_round.CycleBudget > 0 && AttractingCycle.Attracts(_re[lane], _im[lane], _nextX[lane], _nextY[lane], _round.CycleBudget)) return;
        _output.Add(_nextX[lane], _nextY[lane], (int)_pixel[lane]);
    }

    /// <summary>Puts the next pixels into the chosen lanes of the vector at <paramref name="at"/>; lanes for which none is left stand still.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Refill(int at, uint lanes, double now)
    {
        var wanted = BitOperations.PopCount(lanes);
        var found = _sourceEnd - _sourceAt >= wanted ? wanted : Math.Min(wanted, Claimed(wanted));
        uint idle = 0;
        if (found < wanted)
        {
            idle = lanes;
            for (var i = 0; i < found; i++) idle &= idle - 1;
        }

        var filled = lanes & ~idle;
        if (filled != 0)
        {
            var from = _sourceAt;
            var chosen = TLanes.Choose(filled);
            TLanes.Expand(_sourceRe + from, filled, chosen, _re + at);
            TLanes.Expand(_sourceIm + from, filled, chosen, _im + at);
            TLanes.Expand(_sourcePixel + from, filled, chosen, _pixel + at);
            TLanes.Set(now, filled, chosen, _stamp + at);
            if (_round.IsFirst)
            {
                TLanes.Set(0, filled, chosen, _nextX + at);
                TLanes.Set(0, filled, chosen, _nextY + at);
            }
            else
            {
                TLanes.Expand(_sourceX + from, filled, chosen, _nextX + at);
                TLanes.Expand(_sourceY + from, filled, chosen, _nextY + at);
                TLanes.Expand(_sourceX + from, filled, chosen, _savedX + at);
                TLanes.Expand(_sourceY + from, filled, chosen, _savedY + at);
            }

            _sourceAt += found;
        }

        for (; idle != 0; idle &= idle - 1) Park(at + BitOperations.TrailingZeroCount(idle));
    }

    /// <summary>The orbit of 0 stays at 0 and never ends: its lane asks for nothing any more.</summary>
    private void Park(int lane)
    {
        _nextX[lane] = _nextY[lane] = _re[lane] = _im[lane] = 0;
        _stamp[lane] = _savedX[lane] = _savedY[lane] = double.NaN;
        _active--;
    }
}
