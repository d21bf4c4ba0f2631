using MandelActors.Numerics;

namespace MandelActors.Fractals.Deep;

/// <summary>Escape time beside a reference orbit, one pixel at a time: the truth the vector kernel repeats bit for bit.</summary>
/// <remarks>
/// With z_n = Z_m + δ and a point c away from the reference's: δ' = (2Z_m + δ)·δ + c. A block of the table takes many such
/// steps at once while |δ| is within its radius. Where that fails, one step is taken, and before it the orbit is measured
/// anew if it has come nearer to 0 than to the reference, |Z_m + δ| ≤ |δ|, or the reference has ended: δ := z_n, m := 0.
/// No precision is lost at any depth, so there are no glitches to repair.
/// <para><i>Source:</i> K. I. Martin, Superfractalthing maths, 2013 (perturbation); Zhuoran, 2021 (measuring anew).</para>
/// <para>
/// A step or block rounds in one order, which all twins repeat; H = 2·(A/2) + Q·δ, then δ' = H·δ + B·c:
/// <code>
/// hRe = fma(qRe, x, fma(−qIm, y, aRe + aRe))      hIm = fma(qRe, y, fma(qIm, x, aIm + aIm))
/// x'  = fma(hRe, x, fma(−hIm, y, fma(−bIm, cIm, bRe·cRe)))
/// y'  = fma(hRe, y, fma(hIm, x, fma(bIm, cRe, bRe·cIm)))
/// </code>
/// </para>
/// </remarks>
public static partial class PerturbedEscapeTime
{
    /// <summary>|δ|² below this is too small for a double, where views are deep enough for that to matter.</summary>
    public static readonly double SmallestNorm = Math.ScaleB(1, -980);

    /// <summary>From this |δ|² on, a δ beyond the first band moves to the band before.</summary>
    public static readonly double BandEndNorm = Math.ScaleB(1, 2 * (BlockRows.BandStartExponent + BlockRows.BandBits));

    /// <summary>|δ|² beyond this leads past the band before.</summary>
    public static readonly double LargestNorm = Math.ScaleB(1, 1000);

    /// <summary>Elements of smaller |Z|² are near enough to 0 for a δ beyond the first band to matter beside them.</summary>
    public static readonly double NearZeroNorm = Math.ScaleB(1, -960);

    private static readonly double BandScale = Math.ScaleB(1, -BlockRows.BandBits);

    /// <summary>The count of one pixel.</summary>
    /// <param name="limit">No index beyond it counts as escaped, at least 1.</param>
    /// <returns>ν or n as the rule asks; NaN when no index up to <paramref name="limit"/> escaped.</returns>
    public static double Count(PerturbedView view, int column, int row, long limit) => Count(view, column, row, limit, out _);

    /// <summary>The count of one pixel, and its distance from the set where the view measures distances.</summary>
    /// <param name="distance">As <see cref="DistanceEstimate"/> has it, in pixels; NaN when no index up to <paramref name="limit"/> escaped.</param>
    /// <inheritdoc cref="Count(PerturbedView, int, int, long)"/>
    public static double Count(PerturbedView view, int column, int row, long limit, out double distance) =>
        Count(view, view.Offsets.Columns[column], view.Offsets.Rows[row], limit, out distance);

    /// <summary>The count of any point of the view, and its distance from the set where the view measures distances.</summary>
    /// <param name="re">How far the point is from the reference's, real part, in the unit of <see cref="PerturbedView.Offsets"/>.</param>
    /// <param name="im">The imaginary part, likewise.</param>
    /// <inheritdoc cref="Count(PerturbedView, int, int, long, out double)"/>
    public static double Count(PerturbedView view, double re, double im, long limit, out double distance)
    {
        distance = double.NaN;
        var state = Begin(view, re, im);
        double squaredModulus;
        while (!Follow(view, ref state, re, im, limit, out squaredModulus))
        {
            if (state.Index > limit) return double.NaN;
            FollowScaled(view, ref state, re, im);
        }

        if (view.WithDistance) distance = DistanceOf(state, squaredModulus);
        return view.Rule.Count == CountKind.Whole ? state.Index : SmoothCount.Of(state.Index, squaredModulus);
    }

    /// <summary>Where a pixel's orbit begins: at the view's head.</summary>
    public static PerturbedState Begin(PerturbedView view, double re, double im)
    {
        var delta = view.Head * new ScaledComplex(re, im, view.Offsets.Exponent);
        var state = new PerturbedState { Index = view.HeadIndex, ReferenceIndex = view.HeadIndex };
        Put(view, ref state, delta);
        new ScaledSlope(view).Put(view, ref state, delta);
        return state;
    }

    /// <summary>Follows a pixel in double precision.</summary>
    /// <param name="squaredModulus">|z_n|² where it escaped, NaN where it did not.</param>
    /// <returns>True if it escaped; false if it passed the limit, or its next step or block is one for <see cref="FollowScaled"/>.</returns>
    public static bool Follow(PerturbedView view, ref PerturbedState state, double re, double im, long limit, out double squaredModulus)
    {
        squaredModulus = double.NaN;
        var reference = view.Table.Reference;
        var smallest = view.Offsets.ArePlain ? -1 : SmallestNorm;
        while (state.Index <= limit)
        {
            var (x, y) = (state.X, state.Y);
            var norm = Math.FusedMultiplyAdd(x, x, y * y);
            double aRe, aIm, bRe, bIm, qRe, qIm;
            int steps, next;
            var m = state.ReferenceIndex;
            if (state.Block != 0)
            {
                var block = view.Rows.RowOf(state.Band, state.Block);
                if (!(norm < block[6]))
                {
                    state.Block = state.Block < view.Rows.LeafBaseOf(state.Band) ? 2 * state.Block : 0;
                    continue;
                }

                (aRe, aIm, bRe, bIm, qRe, qIm) = (block[0], block[1], block[2], block[3], block[4], block[5]);
                (steps, next) = BlockRows.Unpacked(block[7]);
            }
            else
            {
                (aRe, aIm) = (reference.Elements[2 * m], reference.Elements[2 * m + 1]);
                (bRe, bIm, qRe, qIm) = (view.StepB[state.Band], 0, view.StepQ[state.Band], 0);
                if (state.Band > 0)
                {
                    // So small a δ is measured anew, or matters for Z, only where Z is as good as 0.
                    if (Math.FusedMultiplyAdd(aRe, aRe, aIm * aIm) < NearZeroNorm || m == reference.Last) return false;
                }
                else
                {
                    var (zRe, zIm) = (aRe + x, aIm + y);
                    var modulus = Math.FusedMultiplyAdd(zRe, zRe, zIm * zIm);
                    if (!(modulus <= view.Rule.Bound))
                    {
                        squaredModulus = modulus;
                        return true;
                    }

                    if (modulus <= norm || m == reference.Last)
                    {
                        (x, y, aRe, aIm) = (zRe, zIm, 0, 0);
                        m = 0;
                    }
                }

                steps = 1;
                next = -1;
            }

            var hRe = Math.FusedMultiplyAdd(qRe, x, Math.FusedMultiplyAdd(-qIm, y, aRe + aRe));
            var hIm = Math.FusedMultiplyAdd(qRe, y, Math.FusedMultiplyAdd(qIm, x, aIm + aIm));
            var newX = Math.FusedMultiplyAdd(hRe, x, Math.FusedMultiplyAdd(-hIm, y, Math.FusedMultiplyAdd(-bIm, im, bRe * re)));
            var newY = Math.FusedMultiplyAdd(hRe, y, Math.FusedMultiplyAdd(hIm, x, Math.FusedMultiplyAdd(bIm, re, bRe * im)));
            var newNorm = Math.FusedMultiplyAdd(newX, newX, newY * newY);
            // Too small or too large for its band, or NaN: taken again with an exponent, from where it stands.
            if (!(newNorm >= smallest) || (state.Band > 0 && !(newNorm < LargestNorm))) return false;
            if (view.WithDistance && !TryAdvanceSlope(view, ref state, x, y, hRe, hIm, qRe, qIm, bRe, bIm)) return false;
            (state.X, state.Y) = (newX, newY);
            state.Index += steps;
            state.ReferenceIndex = m += steps;
            if (next >= 0) state.Block = next;
            else if (m == 1) state.Block = (int)view.Rows.First[(int)(BitConverter.DoubleToInt64Bits(newNorm) >> 52)];
            else state.Block = LeafAt(view, state.Band, m);
            if (state.Band > 0 && newNorm >= BandEndNorm) Promote(ref state);
            if (view.WithDistance) PutSlopeInBand(ref state);
        }

        return false;
    }

    /// <summary>Moves δ to the band before, exactly.</summary>
    public static void Promote(ref PerturbedState state)
    {
        state.X *= BandScale;
        state.Y *= BandScale;
        state.Band--;
    }
}
