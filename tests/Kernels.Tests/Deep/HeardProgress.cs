using MandelActors.Fractals.Deep;

namespace MandelActors.Kernels.Tests.Deep;

/// <summary>Does something in the middle of a reference's computation, on the thread that computes.</summary>
internal sealed class HeardProgress(Action heard) : IProgress<ReferenceProgress>
{
    public void Report(ReferenceProgress value) => heard();
}
