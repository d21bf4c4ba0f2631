using System.Runtime.InteropServices;

namespace MandelActors.Kernels.OpenCl.Deep;

/// <summary>What <c>perturb.cl</c> asks of every pixel in one launch; laid out as <c>perturbed_leg</c> there.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PerturbedLeg
{
    /// <summary>No index beyond it counts as escaped in this round.</summary>
    public long To { get; set; }

    /// <summary>The first pixel, or place in the list, of the launch.</summary>
    public uint First { get; set; }

    /// <summary>How many the launch takes.</summary>
    public uint Count { get; set; }

    /// <summary>Blocks and steps that are tried before a pixel is handed on.</summary>
    public uint Trips { get; set; }

    public PerturbedLegFlags Flags { get; set; }
}
