namespace MandelActors.Protocol.Jobs;

/// <summary>Where a job stands as a whole.</summary>
public enum JobPhase
{
    /// <summary>Nothing was submitted yet.</summary>
    Unknown,
    Running,
    Paused,
    Cancelled,

    /// <summary>Every frame is finished. A frame found damaged makes it run again.</summary>
    Completed,
}
