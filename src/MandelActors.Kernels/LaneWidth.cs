namespace MandelActors.Kernels;

/// <summary>How many pixels a vector of the CPU kernel holds.</summary>
public enum LaneWidth
{
    /// <summary>The widest the processor has.</summary>
    Auto = 0,

    /// <summary>No vectors.</summary>
    Scalar = 64,

    /// <summary>Two doubles.</summary>
    Vector128 = 128,

    /// <summary>Four doubles.</summary>
    Vector256 = 256,

    /// <summary>Eight doubles.</summary>
    Vector512 = 512,
}
