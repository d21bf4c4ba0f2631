namespace MandelActors.Kernels.Escape;

/// <summary>One thread's share of the pass that measures.</summary>
internal interface IDistanceWorker
{
    /// <summary>Works on chunks until none is left, or until it is cancelled.</summary>
    void Run(DistanceRound round);
}
