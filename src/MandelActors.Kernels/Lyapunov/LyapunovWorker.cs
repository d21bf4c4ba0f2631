using System.Runtime.CompilerServices;
using MandelActors.Fractals.Lyapunov;
using MandelActors.Kernels.Escape;
using MandelActors.Kernels.Lanes;
using MandelActors.Numerics;

namespace MandelActors.Kernels.Lyapunov;

/// <summary>Lyapunov exponents of many pixels at once, one pixel per lane. The scalar twin is <see cref="LyapunovExponent"/>; <c>.Advance</c> is the inner loop.</summary>
/// <remarks>
/// The orbit is kept as y = 2x and the coefficients as r/2: (r/2·y)·(2 − y) is twice (r·x)·(1 − x) to the last bit, for scaling by two rounds nothing
/// (above 2⁻¹⁰²², where a step is too small to matter), and the factor 1 − 2x is 1 − y at once. Instead of a logarithm a step there is one a
/// pixel: of the product of all factors, whose exponent is taken out after every <see cref="BlockLength"/> steps. The coefficients' own
/// logarithms are known beforehand (<see cref="LyapunovCoefficients.ColumnLogarithms"/>).
/// <para>
/// <i>Range.</i> A factor that is not 0 is at least 2⁻⁵³, the distance from 1 of the double below it. So a fraction of at least ½ times 16 factors
/// is at least 2⁻⁸⁴⁹: no product is rounded to 0. On an orbit within 0 … 1 no factor is above 1. One that leaves it may make a product too large; such a
/// lane either ends at infinity, where λ is, or is done again step by step.
/// </para>
/// <para>
/// <i>Error.</i> Each of the n multiplications is off by at most u = 2⁻⁵³, so their sum over n by u. The logarithm of the product adds 5u/n, those of
/// the coefficients 9u for coefficients of 2⁻⁴ … 2⁴ (weighted by how often each occurs), the sums and the last two operations 4u times the size of what is
/// added. With what the twin's own terms are rounded by, λ differs from it by less than 16u·(1 + |λ| + the largest |ln r|). Only where the last
/// step of an orbit that runs off comes within a factor of r of the largest double, the twin is at infinity one step earlier.
/// </para>
/// </remarks>
internal sealed unsafe partial class LyapunovWorker<TLanes, TVector> : ILyapunovWorker
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Steps between two looks at the cancellation token: well below a millisecond.</summary>
    private const long StepsPerCancellationCheck = 1 << 14;

    private const double Ln2 = 0.693147180559945309417232121458;

    /// <summary>Keeps the memory behind the pointers alive.</summary>
    private readonly AlignedBuffers _buffers;

    /// <summary>Half the coefficient of every letter in every lane, letter by letter.</summary>
    private readonly double* _halves;

    /// <summary>2x, the fraction and the exponent of the product.</summary>
    private readonly double* _y, _fraction, _exponent;

    /// <summary>What the letter A adds to the logarithm of the product, and what the others do.</summary>
    private readonly double* _columnLogarithms, _rowLogarithms;
    private readonly double* _results;
    private LyapunovPass _pass = null!;

    /// <summary>Where in <see cref="_halves"/> the letter of a step stands, for one period and a block more.</summary>
    private int[] _letters = [];

    public LyapunovWorker()
    {
        _buffers = new AlignedBuffers((LyapunovSequence.Alphabet + 6) * Group);
        _halves = _buffers.Take(LyapunovSequence.Alphabet * Group);
        _y = _buffers.Take(Group);
        _fraction = _buffers.Take(Group);
        _exponent = _buffers.Take(Group);
        _columnLogarithms = _buffers.Take(Group);
        _rowLogarithms = _buffers.Take(Group);
        _results = _buffers.Take(Group);
    }

    /// <summary>Pixels that advance together.</summary>
    private static int Group => InFlight * TLanes.Count;

    public void Run(LyapunovPass pass)
    {
        _pass = pass;
        var sequence = pass.Sequence;
        _letters = new int[sequence.Period + BlockLength];
        for (var step = 0; step < _letters.Length; step++) _letters[step] = sequence[step] * Group;
        var constants = pass.Coefficients.ConstantHalves;
        for (var constant = 0; constant < Math.Min(constants.Length, LyapunovSequence.Alphabet - 2); constant++)
            new Span<double>(_halves + (2 + constant) * Group, Group).Fill(constants[constant]);
        while (!pass.Cancellation.IsCancellationRequested && pass.TryClaim(out var first, out var count))
            for (var at = 0; at < count && !pass.Cancellation.IsCancellationRequested; at += Group)
                Render(first + at, Math.Min(Group, count - at));
    }

    private void Render(int first, int count)
    {
        Prepare(first, count);
        new Span<double>(_y, Group).Fill(2 * LyapunovExponent.Start);
        ClearProduct();
        if (_pass.WarmUp > 0)
        {
            Advance(1, _pass.WarmUp);
            ClearProduct();
        }

        Advance(_pass.WarmUp + 1, _pass.Terms);
        if (_pass.Cancellation.IsCancellationRequested) return;
        Finish();
        new ReadOnlySpan<double>(_results, count).CopyTo(new Span<double>(_pass.Field + first, count));
    }

    /// <summary>Lays out the coefficients of a run of pixels, row by row. What is left over of the last group repeats its last pixel.</summary>
    private void Prepare(int first, int count)
    {
        var coefficients = _pass.Coefficients;
        var row = Math.DivRem(first, _pass.Width, out var column);
        for (var lane = 0; lane < count; row++, column = 0)
        {
            var run = Math.Min(count - lane, _pass.Width - column);
            coefficients.ColumnHalves.AsSpan(column, run).CopyTo(new Span<double>(_halves + lane, run));
            coefficients.ColumnLogarithms.AsSpan(column, run).CopyTo(new Span<double>(_columnLogarithms + lane, run));
            new Span<double>(_halves + Group + lane, run).Fill(coefficients.RowHalves[row]);
            new Span<double>(_rowLogarithms + lane, run).Fill(coefficients.RowLogarithms[row]);
            lane += run;
        }

        Repeat(_halves, count);
        Repeat(_halves + Group, count);
        Repeat(_columnLogarithms, count);
        Repeat(_rowLogarithms, count);
    }

    private static void Repeat(double* numbers, int count) => new Span<double>(numbers + count, Group - count).Fill(numbers[count - 1]);

    private void ClearProduct()
    {
        new Span<double>(_fraction, Group).Fill(0.5);
        new Span<double>(_exponent, Group).Fill(1);
    }

    /// <summary>λ = ln 2 · (exponent + log₂ fraction + the coefficients' logarithms) / n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Finish()
    {
        TVector terms = TLanes.Broadcast(_pass.Terms), ln2 = TLanes.Broadcast(Ln2), half = TLanes.Broadcast(0.5), one = TLanes.Broadcast(1);
        for (var at = 0; at < Group; at += TLanes.Count)
        {
            var fraction = TLanes.Load(_fraction + at);
            // log₂ wants at least 1: the fraction doubled, the exponent one less.
            var product = TLanes.Add(TLanes.Subtract(TLanes.Load(_exponent + at), one), LaneLogarithm<TLanes, TVector>.Of(TLanes.Add(fraction, fraction)));
            var sum = TLanes.Add(product, TLanes.Add(TLanes.Load(_columnLogarithms + at), TLanes.Load(_rowLogarithms + at)));
            TLanes.Store(TLanes.Divide(TLanes.Multiply(sum, ln2), terms), _results + at);
            var odd = TLanes.NotAtMost(half, fraction) | TLanes.NotAtMost(fraction, one);
            for (var lane = at; odd != 0; odd >>= 1, lane++)
                if ((odd & 1) != 0) _results[lane] = Exceptional(lane);
        }
    }

    /// <summary>λ of a lane whose product is no ordinary number: a factor was 0, or the orbit left 0 … 1.</summary>
    private double Exceptional(int lane)
    {
        if (double.IsNaN(_y[lane])) return double.NaN;
        return double.IsInfinity(_y[lane]) && double.IsInfinity(_fraction[lane]) ? double.PositiveInfinity : StepByStep(lane);
    }

    /// <summary>λ of one lane with the exponent taken out of every factor.</summary>
    private double StepByStep(int lane)
    {
        double y = 2 * LyapunovExponent.Start, fraction = 1;
        long exponent = 0;
        for (var step = 1L; step <= _pass.WarmUp + _pass.Terms; step++)
        {
            if (step % StepsPerCancellationCheck == 0 && _pass.Cancellation.IsCancellationRequested) return double.NaN;
            y = _halves[_pass.Sequence[step] * Group + lane] * y * (2 - y);
            if (step <= _pass.WarmUp) continue;
            var factor = Math.Abs(1 - y);
            // ln 0, and the sum stays there unless infinity comes later.
            if (factor == 0) return double.IsFinite(_y[lane]) ? double.NegativeInfinity : double.NaN;
            if (double.IsInfinity(factor)) return double.PositiveInfinity;
            var power = Math.ILogB(factor);
            exponent += power;
            fraction *= Math.ScaleB(factor, -power);
            if (fraction < 2) continue;
            fraction /= 2;
            exponent++;
        }

        return (exponent + BinaryLogarithm.Of(fraction) + (_columnLogarithms[lane] + _rowLogarithms[lane])) * Ln2 / _pass.Terms;
    }
}
