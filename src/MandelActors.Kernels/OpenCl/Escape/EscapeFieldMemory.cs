using MandelActors.Kernels.OpenCl.Driver;

namespace MandelActors.Kernels.OpenCl.Escape;

/// <summary>A field and its grid in a device's memory.</summary>
/// <param name="Counts">Row-major.</param>
/// <param name="Columns">Real part of every column.</param>
/// <param name="Rows">Imaginary part of every row.</param>
internal readonly record struct EscapeFieldMemory(OpenClBuffer<double> Counts, OpenClBuffer<double> Columns, OpenClBuffer<double> Rows);
