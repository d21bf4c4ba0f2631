using System.Runtime.InteropServices;
using MandelActors.Fractals.Deep;

namespace MandelActors.Kernels.OpenCl.Deep;

/// <summary>What a block does, with exponents; laid out as <c>scaled_block</c> in <c>perturb.cl</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct ScaledBlock(in MipBlock block)
{
    private readonly ScaledNumber _a = new(block.A);
    private readonly ScaledNumber _b = new(block.B);
    private readonly ScaledNumber _q = new(block.Q);
}
