using System.Runtime.InteropServices;

namespace MandelActors.Kernels.OpenCl.Deep;

/// <summary>Where a pixel's orbit first came to the beginning of the reference in a round, as <c>perturb.cl</c> lays it out. Only devices look inside.</summary>
[StructLayout(LayoutKind.Sequential, Size = 24)]
internal readonly struct PerturbedReturn;
