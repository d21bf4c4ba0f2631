namespace MandelActors.Farm.Seeds.Observing;

/// <summary>Counts since the process started.</summary>
internal record struct FarmTotals
{
    /// <summary>Frames that workers asked for.</summary>
    public long Requested { get; set; }

    /// <summary>Frames that workers got.</summary>
    public long Granted { get; set; }

    /// <summary>Frames committed.</summary>
    public long Completed { get; set; }

    /// <summary>Tries that failed.</summary>
    public long Failed { get; set; }

    /// <summary>Frames set aside because they failed too often.</summary>
    public long Quarantined { get; set; }

    /// <summary>Alarms: the same frame, the same kind of device, different bytes.</summary>
    public long Disputed { get; set; }

    /// <summary>Results of attempts that were not current any more.</summary>
    public long Stale { get; set; }

    /// <summary>Nodes that joined.</summary>
    public long Joined { get; set; }
}
