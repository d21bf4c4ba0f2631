namespace MandelActors.Kernels.OpenCl.Lyapunov;

/// <summary>As <c>lyapunov.cl</c> numbers them.</summary>
[Flags]
internal enum LyapunovLegFlags : uint
{
    None = 0,

    /// <summary>Orbits start.</summary>
    Starts = 1,

    /// <summary>The steps of the leg are averaged; without it they are warm-up.</summary>
    Averages = 2,

    /// <summary>No step before the leg was averaged.</summary>
    FirstAveraged = 4,

    /// <summary>The exponent is due.</summary>
    Ends = 8,
}
