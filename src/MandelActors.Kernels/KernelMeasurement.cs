namespace MandelActors.Kernels;

/// <summary>How fast the escape kernel ran on one view.</summary>
/// <param name="Name">What was rendered: <c>interior</c> or <c>seahorse</c>.</param>
/// <param name="Lanes">Bits of the vectors, 64 for none.</param>
/// <param name="Threads">Threads in use.</param>
/// <param name="Iterations">Iterations of one frame: a pixel's own, up to its escape or the limit; lanes that ran idle or
/// too far do not count.</param>
/// <param name="Seconds">Shortest time of one frame among the repetitions.</param>
public sealed record KernelMeasurement(string Name, int Lanes, int Threads, long Iterations, double Seconds)
{
    /// <summary>10⁹ iterations per second and thread.</summary>
    public double GigaIterationsPerCore => Iterations / Seconds / Threads / 1e9;
}
