namespace MandelActors.Client.Files;

/// <summary>A file that a farm names and cannot give.</summary>
/// <param name="Path">As the farm names it.</param>
/// <param name="Why">One line, with the path in it.</param>
public sealed record BadFile(string Path, string Why);
