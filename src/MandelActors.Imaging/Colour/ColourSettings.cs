using MandelActors.Imaging.Palettes;

namespace MandelActors.Imaging.Colour;

/// <summary>How the counts of one frame become colours.</summary>
public sealed record ColourSettings
{
    public Palette Palette { get; init; } = Palette.Default;

    public ColourMap Map { get; init; } = ColourMap.Cycle;

    public Shading Shading { get; init; }

    /// <summary>Whether fields must have distances behind their counts.</summary>
    public bool NeedsDistance => Map == ColourMap.Distance || Shading != Shading.None;

    /// <summary>
    /// <c>cycle</c>: counts until the colours repeat. <c>histogram</c>: passes through the palette. <c>mandeltorch</c>: the K of sin²(2π·count/K).
    /// <c>distance</c>: doublings of the distance until the colours repeat. Without effect on <c>exponent</c>.
    /// Finite and above 0; null takes <see cref="ColourMaps.DefaultPeriod"/>.
    /// </summary>
    public double? Period { get; init; }

    /// <summary>Shift of every colour along the palette, in turns, finite. Without effect on <c>mandeltorch</c>.</summary>
    public double Offset { get; init; }

    /// <summary><c>exponent</c>: what λ is multiplied by before it is coloured; finite and above 0. Without effect on the others.</summary>
    public double Contrast { get; init; } = 1;

    /// <summary><c>exponent</c>: whether the frame's own largest and least λ get the ends of the palette (<see cref="ExponentIndex"/>).</summary>
    public bool ContrastPerFrame { get; init; }

    /// <summary>The colour where no escape was found, or no exponent. <c>mandeltorch</c> takes entry 0 of its palette instead when this is null; the others black.</summary>
    public Rgb? Interior { get; init; }

    internal double EffectivePeriod => Period ?? ColourMaps.DefaultPeriod(Map);

    internal Rgb EffectiveInterior => Interior ?? (Map == ColourMap.Mandeltorch ? Palette.Entry(0) : Rgb.Black);

    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    internal void Check()
    {
        if (!double.IsFinite(EffectivePeriod) || EffectivePeriod <= 0) throw new ArgumentException($"colour period {EffectivePeriod} must be finite and above 0");
        if (!double.IsFinite(Offset)) throw new ArgumentException($"colour offset {Offset} must be finite");
        if (!double.IsFinite(Contrast) || Contrast <= 0) throw new ArgumentException($"colour contrast {Contrast} must be finite and above 0");
    }
}
