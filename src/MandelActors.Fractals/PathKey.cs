using MandelActors.Numerics;

namespace MandelActors.Fractals;

/// <summary>A place that a film passes through.</summary>
/// <param name="At">When, as a fraction of the film, 0 … 1.</param>
/// <param name="Re">Real part of the centre, exact.</param>
/// <param name="Im">Imaginary part of the centre, exact.</param>
/// <param name="Radius">Half the height of the view, positive.</param>
/// <param name="Ease">How the stretch that leads here from the key before starts and stops.</param>
public sealed record PathKey(double At, ExactDecimal Re, ExactDecimal Im, ExactDecimal Radius, Easing Ease = Easing.None);
