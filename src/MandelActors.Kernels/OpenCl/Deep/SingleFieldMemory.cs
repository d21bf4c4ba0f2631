using MandelActors.Fractals.Deep;
using MandelActors.Kernels.OpenCl.Driver;
using MandelActors.Numerics;

namespace MandelActors.Kernels.OpenCl.Deep;

/// <summary>A field, its samples and its reference in a device's memory, in single precision.</summary>
/// <param name="Counts">Row-major.</param>
/// <param name="States">Row-major: where each pixel's orbit stands.</param>
/// <param name="Columns">Real part of every column's offset.</param>
/// <param name="Rows">Imaginary part of every row's offset.</param>
/// <param name="Elements">The reference.</param>
/// <param name="Blocks">Its table.</param>
/// <param name="FirstBlocks">See <see cref="SinglePerturbedView.First"/>.</param>
internal readonly record struct SingleFieldMemory(
    OpenClBuffer<SingleCount> Counts,
    OpenClBuffer<SinglePerturbedState> States,
    OpenClBuffer<FloatPair> Columns,
    OpenClBuffer<FloatPair> Rows,
    OpenClBuffer<SingleElement> Elements,
    OpenClBuffer<SingleBlock> Blocks,
    OpenClBuffer<int> FirstBlocks);
