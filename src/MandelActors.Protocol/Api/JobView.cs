namespace MandelActors.Protocol.Api;

/// <summary>Where a job stands, for people and scripts.</summary>
/// <param name="JobId">Its id.</param>
/// <param name="Name">What it was called when it was submitted.</param>
/// <param name="Kind">The scene's kind, such as <c>mandelbrot-zoom</c>.</param>
/// <param name="State"><c>opening</c>, <c>running</c>, <c>paused</c>, <c>completed</c>, <c>failed</c> or <c>cancelled</c>. The last three are ends, which <c>retry</c> and damage can undo.</param>
/// <param name="Stage">What it is busy with: <c>opening</c>, <c>rendering</c>, <c>checking</c>, <c>filming</c>, <c>finished</c> or <c>stuck</c>.</param>
/// <param name="Frames">Frames of the film.</param>
/// <param name="Selected">Frames that were asked for.</param>
/// <param name="Done">Those of them that are finished.</param>
public sealed record JobView(string JobId, string Name, string Kind, string State, string Stage, int Frames, int Selected, int Done)
{
    public int Priority { get; init; }

    public IReadOnlyList<string> RequireTags { get; init; } = [];

    public int? MaxDevices { get; init; }

    /// <summary>When it was submitted.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Frames that workers hold now.</summary>
    public int Leased { get; init; }

    /// <summary>Frames that failed and will be tried again.</summary>
    public int Failed { get; init; }

    /// <summary>Frames that failed too often and are left out until <c>retry</c>.</summary>
    public int Quarantined { get; init; }

    /// <summary>Results that came too late and were turned away, since the job was opened last.</summary>
    public long LateAttempts { get; init; }

    /// <summary>Alarms: the same frame, the same kind of device, different bytes.</summary>
    public int Disputes { get; init; }

    /// <summary>Bytes of all finished frames.</summary>
    public long FrameBytes { get; init; }

    /// <summary>How far the stage is: frames checked, or frames given to the film's encoder.</summary>
    public int StageDone { get; init; }

    public int StageTotal { get; init; }

    /// <summary>Frames finished per second over the last few seconds.</summary>
    public double FramesPerSecond { get; init; }

    /// <summary>Seconds until the last frame at that rate; null while it cannot be told.</summary>
    public double? RemainingSeconds { get; init; }

    /// <summary>Why it is paused, cancelled or failed; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>What a job waits for that has no device to work for it, such as <c>no node has tag fast</c>; null while it has one, and while it would want none.</summary>
    public string? Waits { get; init; }

    /// <summary>Name of the film in the job's folder; null while there is none.</summary>
    public string? Film { get; init; }

    public long FilmBytes { get; init; }

    public IReadOnlyList<JobDevice> Devices { get; init; } = [];

    /// <summary>What somebody should know, oldest first.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether nothing happens any more by itself.</summary>
    public bool IsOver => State is "completed" or "failed" or "cancelled";
}
