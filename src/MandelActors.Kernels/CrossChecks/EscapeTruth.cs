namespace MandelActors.Kernels.CrossChecks;

/// <summary>What the truths of counts have in common.</summary>
/// <param name="task">What the device was asked.</param>
/// <param name="statistics">What it said of its work: the limit in force.</param>
internal abstract class EscapeTruth(EscapeTask task, EscapeStatistics statistics) : ScalarTruth
{
    /// <summary>|z| at its escape is at most that of R² for the largest radius there is, 10¹²⁰: ν is less than nine below n.</summary>
    private const int SmoothReach = 9;

    /// <inheritdoc/>
    /// <remarks>As everywhere in the project: two counts within 0.01 show the same.</remarks>
    public override double Tolerance => 0.01;

    protected EscapeTask Task { get; } = task;

    /// <summary>The last index that may count as escaped.</summary>
    protected long Limit { get; } = task.Limit.IsAuto ? Math.Max(1, statistics.Limit) : task.Limit.Value;

    /// <summary>The last index that must be looked at to tell whether a count is right.</summary>
    protected long LastFor(double claimed) =>
        double.IsNaN(claimed) ? Limit : (long)Math.Clamp(Math.Ceiling(claimed) + SmoothReach, 1, Limit);
}
