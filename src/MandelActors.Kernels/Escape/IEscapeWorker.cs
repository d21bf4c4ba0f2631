using MandelActors.Fractals.Deep;

namespace MandelActors.Kernels.Escape;

/// <summary>One thread's share of the work: registers, buffers and tallies, kept from frame to frame.</summary>
internal interface IEscapeWorker
{
    /// <summary>Pixels left undecided by the last round; the next round reads them while <see cref="Run"/> fills a new list.</summary>
    Survivors Output { get; }

    /// <summary>Pixels that escaped, since <see cref="Reset"/>.</summary>
    long Escaped { get; }

    /// <summary>Iterations that count: up to the escape, the proof or the limit.</summary>
    long Iterations { get; }

    /// <summary>Starts a new frame.</summary>
    void Reset();

    /// <summary>Makes the last round's output this round's input.</summary>
    Survivors TakeOutput();

    /// <summary>Opens rows of a view and makes them the next round's input.</summary>
    void Open(Opening opening, int fromRow, int toRow);

    /// <summary>Works on chunks of the round until none is left, or until it is cancelled.</summary>
    void Run(EscapeRound round);
}
