namespace MandelActors.Client.Files;

/// <summary>What came of going through a list of files once.</summary>
/// <param name="Progress">Where it stands in the end.</param>
/// <param name="Bad">Files of the list that could not be had, in the order of their paths; empty if all are there and right.</param>
public sealed record FetchResult(FetchProgress Progress, IReadOnlyList<BadFile> Bad);
