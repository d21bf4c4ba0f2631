namespace MandelActors.Imaging.Colour;

/// <summary>How a count, or another number of a field, becomes a place in the palette.</summary>
public enum ColourMap
{
    /// <summary>The palette repeats every so many counts.</summary>
    Cycle,

    /// <summary>Every colour covers the same share of the frame.</summary>
    Histogram,

    /// <summary>mandeltorch's own: sin² of the whole count, 256 entries, nothing in between.</summary>
    Mandeltorch,

    /// <summary>The palette repeats every so many doublings of the distance from the set: filaments come out at every scale.</summary>
    Distance,

    /// <summary>Lyapunov exponents: ½(1 + tanh λ), an entry of the palette each, 0 in the middle.</summary>
    Exponent,
}
