using System.Runtime.InteropServices;

namespace MandelActors.Kernels.OpenCl.Escape;

/// <summary>What <c>escape.cl</c> asks of every pixel in one launch; laid out as <c>escape_leg</c> there.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct EscapeLeg
{
    /// <summary>|z|² beyond this has escaped.</summary>
    public double Bound { get; set; }

    /// <summary>The index that every orbit stands at.</summary>
    public long From { get; set; }

    /// <summary>The index to which it is followed.</summary>
    public long To { get; set; }

    /// <summary>The first pixel, or survivor, of the launch.</summary>
    public uint First { get; set; }

    /// <summary>How many the launch takes.</summary>
    public uint Count { get; set; }

    /// <summary>Columns of the field.</summary>
    public uint Width { get; set; }

    /// <summary>Steps between two tests.</summary>
    public uint Steps { get; set; }

    public EscapeLegFlags Flags { get; set; }

    private readonly uint _unused;
}
