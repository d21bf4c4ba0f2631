namespace MandelActors.Protocol.Scenes.Lyapunov;

/// <summary>The coefficient of a letter that is the same all over the picture.</summary>
/// <param name="Letter">C … Z.</param>
/// <param name="Value">The coefficient, along the film.</param>
public sealed record LyapunovConstant(char Letter, SceneTrack Value);
