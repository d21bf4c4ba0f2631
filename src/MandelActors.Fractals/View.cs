using MandelActors.Numerics;

namespace MandelActors.Fractals;

/// <summary>A rectangle of the complex plane and the grid of pixels that samples it.</summary>
/// <param name="CentreRe">Real part of the centre, exact.</param>
/// <param name="CentreIm">Imaginary part of the centre, exact.</param>
/// <param name="Radius">Half the height of the view, positive, exact.</param>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
public sealed record View(
    ExactDecimal CentreRe,
    ExactDecimal CentreIm,
    ExactDecimal Radius,
    int Width,
    int Height,
    Sampling Sampling = Sampling.Centre,
    RowOrder Rows = RowOrder.Down);
