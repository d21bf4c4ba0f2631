namespace MandelActors.Farm.Settings;

/// <summary>The encoder of films.</summary>
/// <param name="FfmpegPath">A path, or empty for the first one in PATH.</param>
public sealed record FilmSettings(string FfmpegPath);
