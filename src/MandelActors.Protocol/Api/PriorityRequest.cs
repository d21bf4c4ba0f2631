namespace MandelActors.Protocol.Api;

/// <summary>How urgent a job is to be from now on.</summary>
/// <param name="Priority">−100 to 100: of two jobs that want a device the larger one gets it.</param>
public sealed record PriorityRequest(int Priority);
