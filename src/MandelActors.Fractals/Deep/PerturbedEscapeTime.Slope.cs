namespace MandelActors.Fractals.Deep;

/// <summary>J = dz/dp, the derivative of an orbit by its pixel: what a distance needs.</summary>
/// <remarks>
/// z = Z + δ and Z does not depend on the pixel, so J = dδ/dp, and measuring an orbit anew leaves it as it is. A step or block with
/// δ' = H·δ + B·c, H = A + Q·δ, has J' = (H + Q·δ)·J + B·pitch, which all twins round in one order:
/// <code>
/// gRe = fma(qRe, x, fma(−qIm, y, hRe))            gIm = fma(qRe, y, fma(qIm, x, hIm))
/// jRe' = fma(gRe, jRe, fma(−gIm, jIm, bRe·pitch))  jIm' = fma(gRe, jIm, fma(gIm, jRe, bIm·pitch))
/// </code>
/// <para>
/// <i>Range.</i> δ is some J away from 0 for every pixel that lies between a sample and the nearest place where δ vanishes: far up to 2²⁰ pixels,
/// so J is never much smaller than δ. It is larger without limit where a sample all but coincides with the reference. So J has a band of its own,
/// which may be before δ's and is behind it only where δ is 0; there steps are taken with an exponent, as they are wherever J leaves its band's doubles
/// at once. Where J falls far below δ's scale after all, by a cancellation, what is rounded off is far below what the next term B·pitch adds.
/// </para>
/// </remarks>
public static partial class PerturbedEscapeTime
{
    private static readonly double BandUnscale = Math.ScaleB(1, BlockRows.BandBits);

    /// <summary>What the pitch is to be multiplied by where J is so many bands before δ.</summary>
    public static double PitchScale(int bands) => bands switch
    {
        0 => 1,
        1 => BandScale,
        _ => 0,
    };

    /// <summary>Moves J to the band it belongs in, exactly, unless it is far below what δ's band holds.</summary>
    public static void PutSlopeInBand(ref PerturbedState state)
    {
        var norm = Math.FusedMultiplyAdd(state.SlopeX, state.SlopeX, state.SlopeY * state.SlopeY);
        if (state.SlopeBand > 0 && (norm >= BandEndNorm || state.SlopeBand > state.Band))
        {
            state.SlopeX *= BandScale;
            state.SlopeY *= BandScale;
            state.SlopeBand--;
        }
        else if (norm < SmallestNorm && state.SlopeBand < state.Band)
        {
            state.SlopeX *= BandUnscale;
            state.SlopeY *= BandUnscale;
            state.SlopeBand++;
        }
    }

    /// <summary>The distance of a pixel that has escaped.</summary>
    public static double DistanceOf(in PerturbedState state, double squaredModulus) =>
        DistanceEstimate.Of(squaredModulus, state.SlopeX, state.SlopeY, -(long)BlockRows.BandBits * state.SlopeBand);

    /// <summary>Carries J through the step or block that δ is about to take; false where that needs an exponent.</summary>
    private static bool TryAdvanceSlope(
        PerturbedView view, ref PerturbedState state, double x, double y, double hRe, double hIm, double qRe, double qIm, double bRe, double bIm)
    {
        if (state.SlopeBand > state.Band) return false;
        var pitch = view.Offsets.Pitch * PitchScale(state.Band - state.SlopeBand);
        var gRe = Math.FusedMultiplyAdd(qRe, x, Math.FusedMultiplyAdd(-qIm, y, hRe));
        var gIm = Math.FusedMultiplyAdd(qRe, y, Math.FusedMultiplyAdd(qIm, x, hIm));
        var re = Math.FusedMultiplyAdd(gRe, state.SlopeX, Math.FusedMultiplyAdd(-gIm, state.SlopeY, bRe * pitch));
        var im = Math.FusedMultiplyAdd(gRe, state.SlopeY, Math.FusedMultiplyAdd(gIm, state.SlopeX, bIm * pitch));
        var sum = re + im;
        if (state.SlopeBand > 0 && !(sum - sum == 0)) return false;
        (state.SlopeX, state.SlopeY) = (re, im);
        return true;
    }
}
