namespace MandelActors.Farm.Tests.Leadership;

/// <summary>The system's monotonic clock, and proof that nobody asks for the time of day: whatever it jumps to cannot matter.</summary>
public sealed class NoWallClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => throw new InvalidOperationException("leadership asked for the time of day");
}
