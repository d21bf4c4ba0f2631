namespace MandelActors.Kernels.OpenCl.Deep;

/// <summary>What the pixels of a field have come to.</summary>
/// <param name="Escaped">Pixels that escaped.</param>
/// <param name="Iterations">Indices passed by those that escaped or were proven interior.</param>
/// <param name="Jumps">Blocks taken.</param>
/// <param name="Steps">Single steps.</param>
/// <param name="Trips">Blocks and steps tried.</param>
internal readonly record struct PerturbedTotals(long Escaped, long Iterations, long Jumps, long Steps, long Trips)
{
    public static PerturbedTotals operator +(PerturbedTotals left, PerturbedTotals right) => new(
        left.Escaped + right.Escaped, left.Iterations + right.Iterations, left.Jumps + right.Jumps, left.Steps + right.Steps, left.Trips + right.Trips);
}
