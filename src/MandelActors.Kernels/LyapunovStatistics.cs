namespace MandelActors.Kernels;

/// <summary>What rendering one field of exponents amounted to.</summary>
/// <param name="Iterations">Steps carried out, all pixels together, warm-up included.</param>
public readonly record struct LyapunovStatistics(long Iterations);
