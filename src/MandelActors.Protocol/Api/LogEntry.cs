namespace MandelActors.Protocol.Api;

/// <summary>One thing that happened.</summary>
/// <param name="Number">Grows from entry to entry, of one seed.</param>
/// <param name="Level"><c>info</c>, <c>warning</c> or <c>error</c>.</param>
public sealed record LogEntry(long Number, DateTimeOffset At, string Level, string Message)
{
    public string? JobId { get; init; }

    public int? Frame { get; init; }

    public long? Attempt { get; init; }

    /// <summary>Node and device, <c>rack1/opencl:0:0</c>.</summary>
    public string? Device { get; init; }

    public string? Node { get; init; }
}
