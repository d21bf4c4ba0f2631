using System.Runtime.CompilerServices;
using MandelActors.Numerics;

namespace MandelActors.Fractals.Deep;

/// <summary>Escape time beside a reference orbit in single precision, one pixel at a time, with a bound of how far it may be off.</summary>
/// <remarks>
/// The arithmetic of <see cref="PerturbedEscapeTime"/> with δ, Z, c and the factors of blocks as pairs of floats with an integer exponent; the kernel
/// repeats every operation. Beside δ goes a bound e of |δ − true δ|.
/// <para>
/// <i>Lemma.</i> Let H = A + Q·δ and δ' = H·δ + B·c be computed by <see cref="FloatPair.SumOfProducts"/>, u = 2⁻²⁴, and let what A, B, Q lack be
/// bounded as <see cref="MipBlockError"/> says. Then |δ' − true δ'| ≤ e' with
/// <code>e' = (|H + Q·δ| + |Q|·e)·e + |δ|·(48u²·|A| + 84u²·|Q|·|δ|) + 48u²·|B|·|c| + what the block lacks.</code>
/// <i>Proof.</i> The exact map takes δ + d to its value at δ plus (A + 2Q·δ)·d + Q·d²: the first term. H is off by 36u²·|Q||δ| + 8u²·|A|, its
/// parts each being a sum of products within 25u² of them and 7u² of A, A itself a pair within u²; times |δ|, and with 36u²·|H||δ| of the outer
/// sum, that is 44u²·|A||δ| + 72u²·|Q||δ|². B·c comes with 36u², its own and c's u² as pairs, and 7u² of the outer sum. What the constants are
/// larger by covers that bounds are computed in floats, upwards by 2⁻¹⁸ each. A step is a block with A = 2Z, B = Q = 1. Measuring anew adds what Z and the sum
/// round away: 5u²·(|Z| + |δ|). Every |·| but that of H + Q·δ may be the sum of two parts' magnitudes; that one multiplies up and is a root.
/// </para>
/// <para>
/// At the escape |Δν| ≤ e/(|z|·ln|z|·ln 2), to which the logarithms add <see cref="LogarithmBound"/>. Every test on |z| on the way is decided with e to spare,
/// or the pixel counts as lost; so n is the true one, and what is said to stay inside up to the limit does. When an orbit comes to m = 1 with the δ and no more
/// than the e that it had there before, it goes round for ever with that bound: a proof that the pixel is inside. What measuring anew or
/// taking a block decide needs no such care: both are right on either side of their tests.
/// </para>
/// <para>
/// The bound is that of the arithmetic: the reference and the samples' offsets are taken as they are given, in double precision.
/// </para>
/// </remarks>
public static partial class SinglePerturbedEscapeTime
{
    /// <summary>What the logarithms of a smooth count may be off.</summary>
    public const float LogarithmBound = 2e-6f;

    /// <summary>u².</summary>
    private const float UnitSquared = 1f / (1L << 48);

    /// <summary>Bounds are rounded upwards by it.</summary>
    private const float Upwards = 1 + 1f / (1 << 18);

    /// <summary>A root's and |H + Q·δ|'s own rounding.</summary>
    private const float RootUpwards = 1 + 1f / (1 << 17);

    /// <summary>Blocks are taken while e is below this part of |δ|.</summary>
    private const float LargestShare = 1f / 256;

    /// <summary>Beyond an error of this size, and this part of |z|, a pixel is lost.</summary>
    private const float LostShare = 1f / 4;

    /// <summary>Powers of two below this count as 0.</summary>
    private const int SmallestPower = -100;

    /// <summary>The count of one pixel.</summary>
    /// <param name="limit">No index beyond it counts as escaped, at least 1.</param>
    public static SingleCount Count(SinglePerturbedView view, int column, int row, long limit)
    {
        var (re, im) = (view.Columns[column], view.Rows[row]);
        var state = Begin(view, re, im);
        var outcome = Follow(view, ref state, re, im, limit, long.MaxValue, out var count);
        return outcome is SingleOutcome.Escaped ? count : new SingleCount(0, float.NaN, outcome is SingleOutcome.Lost ? float.PositiveInfinity : 0);
    }

    /// <summary>Where a pixel's orbit begins: at the view's head.</summary>
    public static SinglePerturbedState Begin(SinglePerturbedView view, FloatPair re, FloatPair im)
    {
        var x = FloatPair.SumOfProducts(view.HeadRe, re, -view.HeadIm, im, default);
        var y = FloatPair.SumOfProducts(view.HeadRe, im, view.HeadIm, re, default);
        var (head, point) = (MathF.Abs(view.HeadRe.High) + MathF.Abs(view.HeadIm.High), MathF.Abs(re.High) + MathF.Abs(im.High));
        var state = new SinglePerturbedState { Index = view.HeadIndex, ReferenceIndex = view.HeadIndex };
        Put(ref state, x, y, head * point * (view.HeadError + SingleBlock.LinearRounding) * Upwards, view.HeadExponent + view.PointExponent);
        return state;
    }

    /// <summary>Follows a pixel.</summary>
    /// <param name="operations">No more steps, blocks and blocks that do not hold than this.</param>
    /// <param name="count">The count of a pixel that escaped.</param>
    public static SingleOutcome Follow(
        SinglePerturbedView view, ref SinglePerturbedState state, FloatPair re, FloatPair im, long limit, long operations, out SingleCount count)
    {
        count = default;
        var point = MathF.Abs(re.High) + MathF.Abs(im.High);
        var last = view.Table.Elements.Length - 1;
        for (; operations > 0; operations--)
        {
            if (state.Index > limit) return SingleOutcome.Late;
            Factors f;
            if (state.Block != 0)
            {
                if (!TryTakeBlock(view, state, out f))
                {
                    state.Block = state.Block < view.Table.Table.LeafBase ? 2 * state.Block : 0;
                    continue;
                }
            }
            else
            {
                var element = view.Table.Elements[state.ReferenceIndex];
                var outcome = Test(view, state, element, out var z, out count);
                if (outcome != SingleOutcome.GoesOn) return outcome;
                if (z.IsNearer || state.ReferenceIndex == last)
                {
                    Put(ref state, z.X, z.Y, z.Error, z.Exponent);
                    state.ReferenceIndex = 0;
                    element = new SingleElement(default);
                }

                f = StepFrom(element);
            }

            Advance(view, ref state, f, re, im, point);
            if (state.ReferenceIndex == 1 && HasComeRound(ref state)) return SingleOutcome.Inside;
        }

        return SingleOutcome.GoesOn;
    }

    /// <summary>A block, if it holds for δ as it stands.</summary>
    private static bool TryTakeBlock(SinglePerturbedView view, in SinglePerturbedState state, out Factors f)
    {
        ref readonly var block = ref view.Table.Blocks[state.Block];
        var norm = MathF.FusedMultiplyAdd(state.X.High, state.X.High, state.Y.High * state.Y.High);
        var ratio = norm * Power(2 * Math.Clamp(state.Exponent - block.RadiusExponent, -50, 50));
        f = default;
        if (!(ratio < block.RadiusSquared && block.ReachExponent >= view.ReachExponent && state.Error < LargestShare * Largest(state))) return false;
        f = new Factors
        {
            ARe = block.ARe,
            AIm = block.AIm,
            BRe = block.BRe,
            BIm = block.BIm,
            QRe = block.QRe,
            QIm = block.QIm,
            AExponent = block.AExponent,
            BExponent = block.BExponent,
            QExponent = block.QExponent,
            AError = MathF.FusedMultiplyAdd(block.Cubic, ratio, block.AError),
            BError = block.BError,
            QError = block.QError,
            Steps = block.Steps,
            Next = block.Next,
        };
        return true;
    }

    private static Factors StepFrom(in SingleElement z) => new()
    {
        ARe = z.Re,
        AIm = z.Im,
        AExponent = z.Exponent + 1,
        AError = (MathF.Abs(z.Re.High) + MathF.Abs(z.Im.High)) * (SingleBlock.LinearRounding + 4 * UnitSquared),
        BRe = new FloatPair(1, 0),
        BError = SingleBlock.LinearRounding,
        QRe = new FloatPair(1, 0),
        QError = SingleBlock.SquareRounding,
        Steps = 1,
        Next = -1,
    };

    private static void Advance(SinglePerturbedView view, ref SinglePerturbedState state, in Factors f, FloatPair re, FloatPair im, float point)
    {
        var (x, y) = (state.X, state.Y);
        // H = A + Q·δ, in the unit of the larger.
        var squareExponent = f.QExponent + state.Exponent;
        var factorExponent = Math.Max(f.AExponent, squareExponent);
        var (a, q) = (Power(f.AExponent - factorExponent), Power(squareExponent - factorExponent));
        var (qRe, qIm) = (f.QRe.Scaled(q), f.QIm.Scaled(q));
        var hRe = FloatPair.SumOfProducts(qRe, x, -qIm, y, f.ARe.Scaled(a));
        var hIm = FloatPair.SumOfProducts(qRe, y, qIm, x, f.AIm.Scaled(a));
        // δ' = H·δ + B·c, likewise.
        var deltaExponent = factorExponent + state.Exponent;
        var pointExponent = f.BExponent + view.PointExponent;
        var exponent = Math.Max(deltaExponent, pointExponent);
        var (h, b) = (Power(deltaExponent - exponent), Power(pointExponent - exponent));
        var bRe = FloatPair.SumOfProducts(f.BRe, re, -f.BIm, im, default).Scaled(b);
        var bIm = FloatPair.SumOfProducts(f.BRe, im, f.BIm, re, default).Scaled(b);
        var error = NextError(state, f, hRe, hIm, qRe, qIm, a, q, h, b * point);
        (hRe, hIm) = (hRe.Scaled(h), hIm.Scaled(h));
        var newX = FloatPair.SumOfProducts(hRe, x, -hIm, y, bRe);
        var newY = FloatPair.SumOfProducts(hRe, y, hIm, x, bIm);
        Put(ref state, newX, newY, error, exponent);
        state.Index += f.Steps;
        var m = state.ReferenceIndex + f.Steps;
        state.ReferenceIndex = m;
        if (f.Next >= 0) state.Block = f.Next;
        else if (m == 1) state.Block = view.First[Math.Clamp(state.Exponent - view.FirstExponent, 0, view.First.Length - 1)];
        else state.Block = LeafAt(view.Table.Table, m);
    }

    /// <summary>The lemma's e'.</summary>
    private static float NextError(
        in SinglePerturbedState state, in Factors f, FloatPair hRe, FloatPair hIm, FloatPair qRe, FloatPair qIm, float a, float q, float h, float point)
    {
        var (x, y, e) = (state.X.High, state.Y.High, state.Error);
        var sRe = MathF.FusedMultiplyAdd(qRe.High, x, -(qIm.High * y));
        var sIm = MathF.FusedMultiplyAdd(qRe.High, y, qIm.High * x);
        var (dRe, dIm) = (hRe.High + sRe, hIm.High + sIm);
        var size = MathF.Abs(x) + MathF.Abs(y);
        var square = MathF.Abs(qRe.High) + MathF.Abs(qIm.High);
        // |H| + |Q·δ|, for what H + Q·δ rounds away.
        var parts = MathF.FusedMultiplyAdd(square, size, MathF.Abs(hRe.High) + MathF.Abs(hIm.High));
        var slope = MathF.FusedMultiplyAdd(Root(MathF.FusedMultiplyAdd(dRe, dRe, dIm * dIm)), RootUpwards, parts * (8f / (1 << 24)));
        var grown = MathF.FusedMultiplyAdd(square, e, slope) * e;
        var added = size * MathF.FusedMultiplyAdd(f.QError * q, size, f.AError * a);
        return MathF.FusedMultiplyAdd(h, grown + added, point * f.BError) * Upwards;
    }

    /// <summary>Whether z = Z + δ has escaped, and whether it is nearer to 0 than to the reference.</summary>
    private static SingleOutcome Test(SinglePerturbedView view, in SinglePerturbedState state, in SingleElement element, out Orbit z, out SingleCount count)
    {
        var exponent = Math.Max(element.Exponent, state.Exponent);
        var (atZ, atDelta) = (Power(element.Exponent - exponent), Power(state.Exponent - exponent));
        var (x, y) = (state.X.Scaled(atDelta), state.Y.Scaled(atDelta));
        var (zRe, zIm) = (element.Re.Scaled(atZ), element.Im.Scaled(atZ));
        var (re, im) = (zRe + x, zIm + y);
        var rounded = ((MathF.Abs(zRe.High) + MathF.Abs(zIm.High)) + (MathF.Abs(x.High) + MathF.Abs(y.High))) * (5 * UnitSquared);
        var error = MathF.FusedMultiplyAdd(state.Error, atDelta, rounded) * Upwards;
        var norm = MathF.FusedMultiplyAdd(re.High, re.High, im.High * im.High);
        z = new Orbit(re, im, error, exponent, norm <= MathF.FusedMultiplyAdd(x.High, x.High, y.High * y.High));
        count = default;
        var size = MathF.Abs(re.High) + MathF.Abs(im.High);
        // Written so that a NaN is lost.
        if (!(error <= LostShare * size || error * Power(Math.Clamp(exponent, SmallestPower, -SmallestPower)) <= LostShare)) return SingleOutcome.Lost;
        var unit = Power(Math.Clamp(2 * exponent - view.BoundExponent, SmallestPower, -SmallestPower));
        var doubt = MathF.FusedMultiplyAdd((size + size) + error, error, norm * (8f / (1 << 24)));
        if ((norm + doubt) * unit <= view.Bound) return SingleOutcome.GoesOn;
        if (!((norm - doubt) * unit > view.Bound)) return SingleOutcome.Lost;
        count = CountOf(state.Index, norm, exponent, error);
        return SingleOutcome.Escaped;
    }

    /// <summary>Whether the orbit goes round: it came to m = 1 as it was marked there. Marks are set at turns 1, 2, 4, 8 … (Brent).</summary>
    private static bool HasComeRound(ref SinglePerturbedState state)
    {
        if (state.X == state.MarkedX && state.Y == state.MarkedY && state.Exponent == state.MarkedExponent && state.Error <= state.MarkedError && state.Turns > 0) return true;
        state.Turns++;
        if ((state.Turns & (state.Turns - 1)) != 0) return false;
        (state.MarkedX, state.MarkedY, state.MarkedExponent, state.MarkedError) = (state.X, state.Y, state.Exponent, state.Error);
        return false;
    }

    /// <summary>Stores δ with its parts near 1.</summary>
    private static void Put(ref SinglePerturbedState state, FloatPair x, FloatPair y, float error, int exponent)
    {
        var largest = MathF.Max(MathF.Abs(x.High), MathF.Abs(y.High));
        var by = largest == 0 ? 0 : Math.Max(SmallestPower, (BitConverter.SingleToInt32Bits(largest) >> 23) - 127);
        var scale = Power(-by);
        (state.X, state.Y) = (x.Scaled(scale), y.Scaled(scale));
        state.Error = error * scale;
        state.Exponent = exponent + by;
    }

    /// <summary>The leaf that begins at an index of the reference, 0 for none.</summary>
    private static int LeafAt(MipTable table, int m)
    {
        var leaf = (m - 1) / table.LeafSteps;
        return (m - 1) % table.LeafSteps == 0 && leaf < table.LeafCount ? table.LeafBase + leaf : 0;
    }

    private static float Largest(in SinglePerturbedState state) => MathF.Max(MathF.Abs(state.X.High), MathF.Abs(state.Y.High));

    /// <summary>2^power for a power up to 127; 0 below <see cref="SmallestPower"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Power(int power) => power < SmallestPower ? 0 : BitConverter.Int32BitsToSingle((power + 127) << 23);

    /// <summary>z_n as it is tested.</summary>
    private readonly record struct Orbit(FloatPair X, FloatPair Y, float Error, int Exponent, bool IsNearer);

    /// <summary>A step or a block: factors, each with its exponent, and what they may be off.</summary>
    private struct Factors
    {
        public FloatPair ARe, AIm, BRe, BIm, QRe, QIm;
        public int AExponent, BExponent, QExponent;
        public float AError, BError, QError;
        public int Steps, Next;
    }
}
