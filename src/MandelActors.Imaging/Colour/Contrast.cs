namespace MandelActors.Imaging.Colour;

/// <summary>The least and the largest of the numbers seen.</summary>
public sealed class Contrast
{
    public double Low { get; private set; } = double.PositiveInfinity;

    public double High { get; private set; } = double.NegativeInfinity;

    /// <summary>Whether there was any number at all.</summary>
    public bool IsEmpty => Low > High;

    public static Contrast Of(ReadOnlySpan<float> field)
    {
        var contrast = new Contrast();
        contrast.Add(field);
        return contrast;
    }

    /// <summary>Looks at a field; NaN, a pixel inside, counts for nothing.</summary>
    public void Add(ReadOnlySpan<float> field)
    {
        foreach (var value in field)
        {
            if (!float.IsFinite(value)) continue;
            Low = Math.Min(Low, value);
            High = Math.Max(High, value);
        }
    }
}
