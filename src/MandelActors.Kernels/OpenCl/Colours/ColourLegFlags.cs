namespace MandelActors.Kernels.OpenCl.Colours;

/// <summary>As <c>colour.cl</c> numbers them.</summary>
[Flags]
internal enum ColourLegFlags : uint
{
    None = 0,

    /// <summary>Sums of light begin.</summary>
    FirstSample = 1,

    /// <summary>Light falls off within a pixel of the set.</summary>
    Shaded = 2,
}
