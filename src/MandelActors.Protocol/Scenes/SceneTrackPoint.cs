namespace MandelActors.Protocol.Scenes;

/// <summary>A value at a fraction of the film.</summary>
/// <param name="At">When, 0 … 1.</param>
/// <param name="Value">The value there.</param>
public sealed record SceneTrackPoint(double At, double Value);
