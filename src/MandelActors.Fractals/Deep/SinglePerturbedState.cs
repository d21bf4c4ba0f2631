using System.Runtime.InteropServices;
using MandelActors.Numerics;

namespace MandelActors.Fractals.Deep;

/// <summary>Where the orbit of a pixel stands beside the reference in single precision; laid out as <c>single_state</c> in the kernels.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct SinglePerturbedState
{
    /// <summary>Index n of the orbit.</summary>
    public long Index { get; set; }

    /// <summary>Real part of δ, in the unit 2^<see cref="Exponent"/>.</summary>
    public FloatPair X { get; set; }

    /// <summary>Imaginary part of δ, likewise.</summary>
    public FloatPair Y { get; set; }

    /// <summary>How far δ may be from the truth, in the same unit.</summary>
    public float Error { get; set; }

    public int Exponent { get; set; }

    /// <summary>Index m of the reference.</summary>
    public int ReferenceIndex { get; set; }

    /// <summary>The block to try next, 0 for a single step.</summary>
    public int Block { get; set; }

    /// <summary>δ at m = 1 when it was last marked.</summary>
    public FloatPair MarkedX { get; set; }

    /// <inheritdoc cref="MarkedX"/>
    public FloatPair MarkedY { get; set; }

    /// <summary>Its error then.</summary>
    public float MarkedError { get; set; }

    public int MarkedExponent { get; set; }

    /// <summary>How often the orbit has come to m = 1.</summary>
    public uint Turns { get; set; }

    private readonly int _unused;
}
