namespace MandelActors.Kernels.Deep;

/// <summary>What a worker has done since the field began.</summary>
internal sealed class PerturbedTally
{
    /// <summary>Pixels that escaped.</summary>
    public long Escaped { get; set; }

    /// <summary>Indices passed, all pixels together: what plain iteration would have had to do.</summary>
    public long Iterations { get; set; }

    /// <summary>Blocks taken.</summary>
    public long Jumps { get; set; }

    /// <summary>Single steps.</summary>
    public long Steps { get; set; }

    /// <summary>Lane slots: vectors advanced times lanes. What is not a jump or a step was a block that did not hold, or an idle lane.</summary>
    public long Slots { get; set; }

    public void Clear() => Escaped = Iterations = Jumps = Steps = Slots = 0;
}
