namespace MandelActors.Kernels;

/// <summary>What rendering one field amounted to.</summary>
/// <param name="Limit">The iteration limit in force at the end; for <c>auto</c> the one it settled on.</param>
/// <param name="Iterations">Iterations carried out, all pixels together.</param>
/// <param name="Undecided">Pixels that reached the limit without escaping and without being proven interior.</param>
public readonly record struct EscapeStatistics(long Limit, long Iterations, long Undecided)
{
    /// <summary>The phases of a field rendered by perturbation; null for one in plain double precision.</summary>
    public DeepStatistics? Deep { get; init; }
}
