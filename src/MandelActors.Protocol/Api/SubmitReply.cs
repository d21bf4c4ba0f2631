namespace MandelActors.Protocol.Api;

/// <summary>The job is in the farm's journal.</summary>
/// <param name="Created">False if it was there before.</param>
public sealed record SubmitReply(string JobId, bool Created);
