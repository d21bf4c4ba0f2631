namespace MandelActors.Kernels.Pictures;

/// <summary>What becomes of the indices that fields are mapped to.</summary>
public enum PictureForm
{
    /// <summary>The only sample's colours, red, green and blue.</summary>
    Colours,

    /// <summary>The only sample's indices, a byte each. A picture that needs an index above 255 becomes <see cref="Colours"/>.</summary>
    Indices,

    /// <summary>The mean light of all samples, as levels of red, green and blue.</summary>
    Light,

    /// <summary>The same, and light falls off within a pixel of the set: distances follow the counts in every field.</summary>
    ShadedLight,
}
