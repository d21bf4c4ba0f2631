namespace MandelActors.Kernels;

/// <summary>How the CPU device computes a view.</summary>
public enum RenderMethod
{
    /// <summary>Plainly where double precision tells pixels well apart, else beside a reference.</summary>
    Auto = 0,

    /// <summary>z² + c in double precision; views beyond its reach are refused.</summary>
    Plain = 1,

    /// <summary>Beside a reference orbit, at any depth.</summary>
    Perturbation = 2,
}
