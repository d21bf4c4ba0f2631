namespace MandelActors.Farm.Seeds.Http;

/// <summary>A request that is refused, and the one line that says why.</summary>
public sealed class RefusedException(int status, string detail) : Exception(detail)
{
    /// <summary>The HTTP status, 400 or more.</summary>
    public int Status { get; } = status;

    /// <summary>The job that it is about, where the address does not name it; null otherwise.</summary>
    public string? Job { get; init; }

    /// <summary>When another try makes sense; null if it does not, or nobody knows.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
