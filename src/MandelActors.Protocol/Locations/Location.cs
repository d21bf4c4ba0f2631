using MandelActors.Numerics;

namespace MandelActors.Protocol.Locations;

/// <summary>A place in the Mandelbrot set, as another program's file names it.</summary>
/// <param name="Re">Real part of the centre, exact.</param>
/// <param name="Im">Imaginary part of the centre, exact.</param>
/// <param name="Radius">Half the height of the view, positive.</param>
/// <param name="Iterations">The file's iteration limit; null where it names none.</param>
/// <param name="LeftOut">What that program would do to the picture beyond this and a scene cannot say, in a few words each.</param>
public sealed record Location(ExactDecimal Re, ExactDecimal Im, ExactDecimal Radius, long? Iterations, IReadOnlyList<string> LeftOut);
