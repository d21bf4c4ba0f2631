using MandelActors.Numerics;

namespace MandelActors.Protocol.Scenes;

/// <summary>A position of the camera.</summary>
/// <param name="At">When, as a fraction of the film, 0 … 1.</param>
/// <param name="Re">Real part of the centre, exact.</param>
/// <param name="Im">Imaginary part of the centre, exact.</param>
/// <param name="Radius">Half the height of the view, positive, exact.</param>
/// <param name="Ease">The easing of the segment that leads here.</param>
public sealed record SceneKey(double At, ExactDecimal Re, ExactDecimal Im, ExactDecimal Radius, SceneEase Ease);
