using System.Runtime.InteropServices;

namespace MandelActors.Kernels.OpenCl.Lyapunov;

/// <summary>What <c>lyapunov.cl</c> asks of every pixel in one launch; laid out as <c>lyapunov_leg</c> there.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LyapunovLeg
{
    /// <summary>Steps done before the leg.</summary>
    public long From { get; set; }

    /// <summary>Steps done after it.</summary>
    public long To { get; set; }

    /// <summary>Steps that are averaged.</summary>
    public double Terms { get; set; }

    /// <summary>The first pixel of the launch.</summary>
    public uint First { get; set; }

    /// <summary>How many the launch takes.</summary>
    public uint Count { get; set; }

    /// <summary>Columns of the field.</summary>
    public uint Width { get; set; }

    /// <summary>Rows of the field.</summary>
    public uint Height { get; set; }

    /// <summary>Letters of the sequence.</summary>
    public uint Period { get; set; }

    public LyapunovLegFlags Flags { get; set; }
}
