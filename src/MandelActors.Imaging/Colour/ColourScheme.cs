namespace MandelActors.Imaging.Colour;

/// <summary>How the pixels of one frame get their colours, without the pixels: what a device needs to colour what it computes, and what its picture is checked by.</summary>
/// <remarks>Immutable. <see cref="FieldColouring"/> does the same to fields that are here.</remarks>
public sealed class ColourScheme
{
    private readonly ColourSettings _settings;
    private readonly int _pixels, _samples, _bitDepth;

    /// <param name="settings">Palette, map, period, contrast, offset, interior, shading.</param>
    /// <param name="pixels">Pixels of the frame.</param>
    /// <param name="samples">Samples a pixel, 1 … 16.</param>
    /// <param name="bitDepth">Of the picture: 8 or 16.</param>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public ColourScheme(ColourSettings settings, int pixels, int samples = 1, int bitDepth = 8)
    {
        settings.Check();
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samples, SamplePattern.Most);
        (_settings, _pixels, _samples, _bitDepth) = (settings, pixels, samples, bitDepth);
        Table = ColourTable.For(settings, bitDepth);
    }

    /// <summary>The colours that indices stand for.</summary>
    public ColourTable Table { get; }

    /// <summary>The 8-bit level of every 2⁻¹⁶ of full light.</summary>
    public static byte[] Levels => LinearLight.Levels;

    /// <summary>Whether samples are added as light, as shares of light are, instead of the only one taking its colour as it is.</summary>
    public bool UsesLight => _samples > 1 || _settings.Shading != Shading.None;

    /// <summary>Whether light falls off within a pixel of the set.</summary>
    public bool IsShaded => _settings.Shading == Shading.Boundary;

    /// <summary>Whether the picture may be one of indices: of at most 256 colours, unless it shows the interior as one more.</summary>
    public bool UsesIndices => !UsesLight && _settings.Map == ColourMap.Exponent && _bitDepth == 8 && Table.Interior <= IndexedImage.MostColours;

    /// <summary>Whether it is the distances that are mapped, not the counts.</summary>
    public bool MapsDistance => _settings.Map == ColourMap.Distance;

    /// <summary>Every so manieth number of the first sample's field makes the map; 0 where none is needed.</summary>
    public int Step => _settings.Map == ColourMap.Histogram ? HistogramIndex.StepFor(_pixels) : 0;

    /// <summary>Whether the least and the largest number of the first sample's field make the map.</summary>
    public bool NeedsRange => _settings.Map == ColourMap.Exponent && _settings.ContrastPerFrame;

    /// <summary>The colours of a picture of indices.</summary>
    public IReadOnlyList<Rgb> IndexedColours => Table.Colours(IndexedImage.MostColours);

    /// <summary>The map from numbers to indices.</summary>
    /// <param name="picked">Every <see cref="Step"/>th number of the first sample's field; none where that is 0.</param>
    /// <param name="range">The least and the largest finite number of it, least above largest where there is none; looked at if <see cref="NeedsRange"/>.</param>
    public IndexMap MapFor(ReadOnlySpan<double> picked, (double Least, double Largest) range)
    {
        double period = _settings.EffectivePeriod;
        return _settings.Map switch
        {
            ColourMap.Cycle => new CycleIndex(Table.Interior, period, _settings.Offset),
            // A pass runs through the palette once; where a turn goes there and back it holds two passes.
            ColourMap.Histogram => HistogramIndex.OfPicked(picked, Table.Interior, _settings.Palette.IsCyclic ? period : period / 2, _settings.Offset),
            ColourMap.Distance => new DistanceIndex(Table.Interior, period, _settings.Offset),
            ColourMap.Exponent => new ExponentIndex(
                Table.Interior, _settings.Palette.IsCyclic, _settings.Contrast, _settings.Offset,
                NeedsRange ? range.Least <= range.Largest ? range : (0, 0) : null),
            _ => new MandeltorchIndex(period),
        };
    }

    /// <summary>The map for a field that is here.</summary>
    internal IndexMap MapFor(ReadOnlySpan<double> field) =>
        MapFor(Step > 0 ? HistogramIndex.Pick(field, Step) : [], NeedsRange ? ExponentIndex.RangeOf(field) : default);

    /// <summary>Colours a few pixels, on this thread: what the picture must show there.</summary>
    /// <param name="map">The frame's.</param>
    /// <param name="samples">Of every sample's field the values of those pixels, then their distances if the settings need them.</param>
    /// <param name="pixels">How many.</param>
    /// <returns>A row of those pixels.</returns>
    public RgbImage Colour(IndexMap map, IReadOnlyList<double[]> samples, int pixels)
    {
        FieldColouring few = new(_settings, pixels, 1, _samples, _bitDepth, 1, map);
        foreach (double[] sample in samples) few.Add(sample);
        return few.Finish();
    }
}
