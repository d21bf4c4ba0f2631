using System.Runtime.InteropServices;
using MandelActors.Numerics;

namespace MandelActors.Kernels.OpenCl.Deep;

/// <summary>A complex number with an exponent; laid out as <c>scaled</c> in <c>scaled.cl</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct ScaledNumber(ScaledComplex value)
{
    private readonly double _re = value.Re;
    private readonly double _im = value.Im;
    private readonly long _exponent = value.Exponent;
}
