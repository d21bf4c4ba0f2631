using System.Runtime.InteropServices;

namespace MandelActors.Kernels.OpenCl.Escape;

/// <summary>A pixel that is still undecided, as <c>common.cl</c> lays it out. Only devices look inside.</summary>
[StructLayout(LayoutKind.Sequential, Size = 40)]
internal readonly struct Survivor;
