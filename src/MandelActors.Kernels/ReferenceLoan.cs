using MandelActors.Fractals.Deep;

namespace MandelActors.Kernels;

/// <summary>A reference with its table, and what it took to get it.</summary>
/// <param name="Table">The table, and in it the reference.</param>
/// <param name="ReferenceTime">Time for computing or loading the reference, or waiting for whoever did.</param>
/// <param name="TableTime">Time for building the table.</param>
/// <param name="FromCache">Whether the reference was at hand: in memory, or in a store.</param>
public readonly record struct ReferenceLoan(MipTable Table, TimeSpan ReferenceTime, TimeSpan TableTime, bool FromCache);
