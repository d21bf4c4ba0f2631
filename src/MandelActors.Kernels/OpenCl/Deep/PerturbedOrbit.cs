using System.Runtime.InteropServices;

namespace MandelActors.Kernels.OpenCl.Deep;

/// <summary>Where a pixel's orbit stands between two launches, as <c>perturb.cl</c> lays it out. Only devices look inside.</summary>
[StructLayout(LayoutKind.Sequential, Size = 40)]
internal readonly struct PerturbedOrbit;
