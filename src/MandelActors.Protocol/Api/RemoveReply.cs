namespace MandelActors.Protocol.Api;

/// <summary>The job is in the farm's journal as removed, and its files are gone.</summary>
public sealed record RemoveReply(string JobId);
