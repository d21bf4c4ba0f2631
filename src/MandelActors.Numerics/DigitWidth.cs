namespace MandelActors.Numerics;

/// <summary>How many digits of a <see cref="FixedPoint"/> a vector holds; results do not depend on it.</summary>
public enum DigitWidth
{
    /// <summary>The widest the processor has.</summary>
    Auto = 0,

    /// <summary>No vectors.</summary>
    Scalar = 64,

    /// <summary>Four digits, with AVX2.</summary>
    Vector256 = 256,

    /// <summary>Eight digits, with AVX-512.</summary>
    Vector512 = 512,
}
