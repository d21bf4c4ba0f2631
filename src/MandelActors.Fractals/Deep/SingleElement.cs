using System.Runtime.InteropServices;
using MandelActors.Numerics;

namespace MandelActors.Fractals.Deep;

/// <summary>An element of the reference for single precision, (Re + i·Im)·2^Exponent; laid out as <c>single_element</c> in the kernels.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct SingleElement
{
    /// <summary>The exponent of 0: below any other, and far enough from the ends of an int to be added up.</summary>
    public const int NoExponent = -(1 << 28);

    public SingleElement(ScaledComplex value) =>
        (Re, Im, Exponent) = (FloatPair.Of(value.Re), FloatPair.Of(value.Im), value.IsZero ? NoExponent : (int)value.Exponent);

    public FloatPair Re { get; }

    public FloatPair Im { get; }

    public int Exponent { get; }

    private readonly int _unused1, _unused2, _unused3;
}
