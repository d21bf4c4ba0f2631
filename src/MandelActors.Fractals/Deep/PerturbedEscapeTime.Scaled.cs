using MandelActors.Numerics;

namespace MandelActors.Fractals.Deep;

/// <summary>The few steps and blocks that no band of doubles holds: beside 0, and from one band far into another.</summary>
public static partial class PerturbedEscapeTime
{
    /// <summary>Takes the next block or step with an exponent.</summary>
    /// <remarks>An orbit this near to the reference, or to 0, does not escape. It may pass the limit.</remarks>
    public static void FollowScaled(PerturbedView view, ref PerturbedState state, double re, double im)
    {
        var delta = new ScaledComplex(state.X, state.Y, -(long)BlockRows.BandBits * state.Band);
        var c = new ScaledComplex(re, im, view.Offsets.Exponent);
        var slope = new ScaledSlope(view, state);
        if (state.Block != 0)
        {
            var block = view.Rows.BlockOf(state.Band, state.Block);
            var (steps, next) = BlockRows.Unpacked(view.Rows.RowOf(state.Band, state.Block)[7]);
            slope.Advance(block, delta);
            delta = (block.A + block.Q * delta) * delta + block.B * c;
            state.ReferenceIndex += steps;
            state.Index += steps;
            state.Block = next < view.Rows.WholeBlockOf(BandOf(view, delta)) ? next : 0;
        }
        else
        {
            var (m, z) = (state.ReferenceIndex, view.Table.Reference[state.ReferenceIndex]);
            var orbit = z + delta;
            if (m == view.Table.Reference.Last || orbit.Norm() <= delta.Norm()) (delta, z, m) = (orbit, default, 0);
            slope.Advance(z + delta);
            delta = (z.Scaled(1) + delta) * delta + c;
            state.ReferenceIndex = m + 1;
            state.Index++;
            var band = BandOf(view, delta);
            state.Block = m == 0 ? view.Rows.FirstBlockOf(band, NormBound(band, delta)) : LeafAt(view, band, m + 1);
        }

        Put(view, ref state, delta);
        slope.Put(view, ref state, delta);
    }

    /// <summary>The leaf of a band that begins at an index of the reference, 0 for none.</summary>
    private static int LeafAt(PerturbedView view, int band, int m)
    {
        var steps = view.Rows.LeafStepsOf(band);
        if ((m - 1) % steps != 0) return 0;
        var number = view.Rows.LeafBaseOf(band) + (m - 1) / steps;
        return view.Table.Exists(number) ? number : 0;
    }

    /// <summary>The band whose doubles hold δ.</summary>
    internal static int BandOf(PerturbedView view, ScaledComplex delta) =>
        view.Offsets.ArePlain || delta.IsZero || delta.Exponent >= BlockRows.BandStartExponent
            ? 0
            : (int)Math.Min(view.Rows.BandCount - 1, ((BlockRows.BandStartExponent - 1 - delta.Exponent) / BlockRows.BandBits) + 1);

    /// <summary>A power of two above |δ|², in a band's unit.</summary>
    private static double NormBound(int band, ScaledComplex delta)
    {
        if (delta.IsZero) return 0;
        // |δ| < √2 · 2^(exponent + 1).
        return new FloatExp(1, 2 * (delta.Exponent + (long)BlockRows.BandBits * band) + 3).ToDouble();
    }

    /// <summary>Stores δ as the double of its band.</summary>
    private static void Put(PerturbedView view, ref PerturbedState state, ScaledComplex delta)
    {
        state.Band = BandOf(view, delta);
        (state.X, state.Y) = delta.Scaled((long)BlockRows.BandBits * state.Band).ToDoubles();
    }
}
