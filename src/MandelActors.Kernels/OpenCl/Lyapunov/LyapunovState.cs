using System.Runtime.InteropServices;

namespace MandelActors.Kernels.OpenCl.Lyapunov;

/// <summary>A pixel between two legs, as <c>lyapunov.cl</c> lays it out. Only devices look inside.</summary>
[StructLayout(LayoutKind.Sequential, Size = 24)]
internal readonly struct LyapunovState;
