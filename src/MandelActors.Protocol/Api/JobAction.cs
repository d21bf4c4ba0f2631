namespace MandelActors.Protocol.Api;

/// <summary>What goes with pausing or cancelling a job.</summary>
/// <param name="Reason">Shown wherever the job is shown.</param>
public sealed record JobAction(string? Reason = null);
