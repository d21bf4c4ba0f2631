using System.Runtime.InteropServices;

namespace MandelActors.Kernels.OpenCl.Escape;

/// <summary>What <c>measure.cl</c> asks of every pixel in one launch; laid out as <c>distance_leg</c> there.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DistanceLeg
{
    /// <summary>|z|² beyond this has escaped.</summary>
    public double Bound { get; set; }

    /// <summary>The distance of neighbouring samples.</summary>
    public double Pitch { get; set; }

    /// <summary>The index that every orbit stands at.</summary>
    public long From { get; set; }

    /// <summary>The index to which it is followed.</summary>
    public long To { get; set; }

    /// <summary>The first pixel, or place in the list, of the launch.</summary>
    public uint First { get; set; }

    /// <summary>How many the launch takes.</summary>
    public uint Count { get; set; }

    /// <summary>Columns of the field.</summary>
    public uint Width { get; set; }

    /// <summary>Pixels of the field: distances follow so many counts.</summary>
    public uint Pixels { get; set; }
}
