namespace MandelActors.FaultTests.Power;

/// <summary>Names, and those of them that survive a loss of power.</summary>
internal sealed class DiskFolder : DiskEntry
{
    private Dictionary<string, DiskEntry> _flushed = [];

    public Dictionary<string, DiskEntry> Names { get; } = [];

    /// <summary>What is there after a loss of power.</summary>
    public IReadOnlyDictionary<string, DiskEntry> After(PowerLoss loss) =>
        loss is PowerLoss.Content or PowerLoss.ContentWithinLength ? Names : _flushed;

    public override void Flush() => _flushed = new Dictionary<string, DiskEntry>(Names);
}
