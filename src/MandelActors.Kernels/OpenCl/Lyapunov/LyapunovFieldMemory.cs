using MandelActors.Kernels.OpenCl.Driver;

namespace MandelActors.Kernels.OpenCl.Lyapunov;

/// <summary>A field of exponents and what it is computed from, in a device's memory.</summary>
/// <param name="Exponents">Row-major.</param>
/// <param name="Plane">Halves and logarithms of columns and rows, then the halves of the constants: see <c>lyapunov.cl</c>.</param>
/// <param name="Letters">One period of the sequence and a block more, 0 for A.</param>
internal readonly record struct LyapunovFieldMemory(OpenClBuffer<double> Exponents, OpenClBuffer<double> Plane, OpenClBuffer<byte> Letters);
