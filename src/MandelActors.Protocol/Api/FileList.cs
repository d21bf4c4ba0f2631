namespace MandelActors.Protocol.Api;

/// <summary>The files of a job that are there now: the scene, finished frames, and once it is completed the manifest and the film.</summary>
/// <param name="IsOver">Whether the job is over: otherwise more will come.</param>
public sealed record FileList(string JobId, bool IsOver, IReadOnlyList<FileEntry> Files);
