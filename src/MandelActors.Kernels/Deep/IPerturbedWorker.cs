namespace MandelActors.Kernels.Deep;

/// <summary>One thread's share of a field rendered beside a reference.</summary>
internal interface IPerturbedWorker
{
    /// <summary>Pixels left undecided by the last round.</summary>
    List<PerturbedPixel> Output { get; }

    PerturbedTally Tally { get; }

    /// <summary>Starts a new field.</summary>
    void Reset();

    /// <summary>Makes the last round's output this round's input.</summary>
    List<PerturbedPixel> TakeOutput();

    /// <summary>Works on chunks of the round until none is left, or until it is cancelled.</summary>
    void Run(PerturbedRound round);
}
