namespace MandelActors.Protocol.Api;

/// <summary>All jobs of the farm, the newest last.</summary>
public sealed record JobList(IReadOnlyList<JobView> Jobs);
