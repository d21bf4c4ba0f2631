namespace MandelActors.Farm.Settings;

/// <summary>How frames are written.</summary>
/// <param name="Level">Effort of deflate, 0 … 9.</param>
public sealed record PngSettings(int Level);
