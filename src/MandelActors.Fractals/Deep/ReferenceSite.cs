using MandelActors.Numerics;

namespace MandelActors.Fractals.Deep;

/// <summary>A place of the plane whose reference orbit serves the views around it.</summary>
/// <param name="Re">Real part, exact.</param>
/// <param name="Im">Imaginary part, exact.</param>
/// <param name="Radius">Half the height of the deepest view it serves; shallower views around the place need no other.</param>
public sealed record ReferenceSite(ExactDecimal Re, ExactDecimal Im, ExactDecimal Radius);
