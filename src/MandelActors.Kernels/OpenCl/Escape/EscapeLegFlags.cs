namespace MandelActors.Kernels.OpenCl.Escape;

/// <summary>As <c>escape.cl</c> numbers them.</summary>
[Flags]
internal enum EscapeLegFlags : uint
{
    None = 0,

    /// <summary>Counts are smooth.</summary>
    Smooth = 1,

    /// <summary>Pixels begin at z₀ = 0; otherwise they come from the leg before.</summary>
    First = 2,

    /// <summary>The two shapes with a formula are asked first.</summary>
    Shortcuts = 4,

    /// <summary>An orbit that returns to where it stood when the round began is interior.</summary>
    SeekCycles = 8,

    /// <summary>A round begins with this leg.</summary>
    RoundBegins = 16,

    /// <summary>The escape radius is so near to 2 that points at the tip need a test after every step.</summary>
    NearTwo = 32,
}
