using MandelActors.Fractals.Deep;

namespace MandelActors.Kernels.Deep;

/// <summary>A pixel that passed a round's end undecided, with where its orbit stands.</summary>
/// <param name="State">The orbit.</param>
/// <param name="Pixel">Index in the field.</param>
internal readonly record struct PerturbedPixel(PerturbedState State, int Pixel);
