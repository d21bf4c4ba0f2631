namespace MandelActors.Farm.Settings;

/// <summary>The encoder of films.</summary>
/// <param name="FfmpegPath">A name looked up in PATH, or a path.</param>
public sealed record FilmSettings(string FfmpegPath);
