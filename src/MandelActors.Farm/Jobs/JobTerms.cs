namespace MandelActors.Farm.Jobs;

/// <summary>What whoever submitted a job asks of devices and frames.</summary>
/// <param name="RequireTags">Tags that a node must have.</param>
/// <param name="MaxDevices">Most devices that work for the job at once; null for all.</param>
/// <param name="MinFrameTime">What is faster counts as failed; zero for no limit.</param>
/// <param name="MaxFrameTime">What takes longer on a device is given up there and goes to another; zero for no limit.</param>
public sealed record JobTerms(IReadOnlyList<string> RequireTags, int? MaxDevices, TimeSpan MinFrameTime, TimeSpan MaxFrameTime)
{
    public static JobTerms None { get; } = new([], null, TimeSpan.Zero, TimeSpan.Zero);
}
