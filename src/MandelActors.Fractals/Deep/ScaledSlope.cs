using MandelActors.Numerics;

namespace MandelActors.Fractals.Deep;

/// <summary>J = dz/dp with an exponent, for the steps that need one; see <see cref="PerturbedEscapeTime"/>. Does nothing where a view measures no distances.</summary>
internal struct ScaledSlope
{
    private readonly bool _isWanted;
    private readonly bool _isLost;
    private readonly ScaledComplex _pitch;
    private ScaledComplex _value;

    /// <summary>J where all orbits of a view begin.</summary>
    public ScaledSlope(PerturbedView view)
    {
        _isWanted = view.WithDistance;
        _pitch = _isWanted ? new ScaledComplex(view.Offsets.Pitch, 0, view.Offsets.Exponent) : default;
        _value = view.Head * _pitch;
    }

    /// <summary>J where an orbit stands.</summary>
    public ScaledSlope(PerturbedView view, in PerturbedState state)
    {
        _isWanted = view.WithDistance;
        if (!_isWanted) return;
        _pitch = new ScaledComplex(view.Offsets.Pitch, 0, view.Offsets.Exponent);
        // Once beyond double's range, always: the orbit never escapes or is on the set as far as doubles can tell.
        _isLost = !(double.IsFinite(state.SlopeX) && double.IsFinite(state.SlopeY));
        if (!_isLost) _value = new ScaledComplex(state.SlopeX, state.SlopeY, -(long)BlockRows.BandBits * state.SlopeBand);
    }

    /// <summary>Through a block that takes δ: J' = (A + 2Q·δ)·J + B·pitch.</summary>
    public void Advance(in MipBlock block, ScaledComplex delta)
    {
        if (_isWanted) _value = (block.A + (block.Q * delta).Scaled(1)) * _value + block.B * _pitch;
    }

    /// <summary>Through a step from z: J' = 2z·J + pitch.</summary>
    public void Advance(ScaledComplex z)
    {
        if (_isWanted) _value = z.Scaled(1) * _value + _pitch;
    }

    /// <summary>Stores J as the double of its band, after δ was.</summary>
    public readonly void Put(PerturbedView view, ref PerturbedState state, ScaledComplex delta)
    {
        if (!_isWanted) return;
        var band = PerturbedEscapeTime.BandOf(view, _value);
        state.SlopeBand = delta.IsZero ? band : Math.Min(band, state.Band);
        (state.SlopeX, state.SlopeY) = _isLost
            ? (double.PositiveInfinity, double.PositiveInfinity)
            : _value.Scaled((long)BlockRows.BandBits * state.SlopeBand).ToDoubles();
    }
}
