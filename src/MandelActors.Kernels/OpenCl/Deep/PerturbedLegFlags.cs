namespace MandelActors.Kernels.OpenCl.Deep;

/// <summary>As <c>perturb.cl</c> numbers them.</summary>
[Flags]
internal enum PerturbedLegFlags : uint
{
    None = 0,

    /// <summary>Counts are smooth.</summary>
    Smooth = 1,

    /// <summary>Pixels are taken in their order; otherwise a list names them.</summary>
    EveryPixel = 2,

    /// <summary>A round begins with this leg.</summary>
    RoundBegins = 4,

    /// <summary>An orbit that comes back to where it was in this round is interior.</summary>
    SeekCycles = 8,
}
