namespace MandelActors.Protocol.Scenes;

/// <summary>The camera's way through the plane.</summary>
/// <param name="Ease">The easing of segments that name none.</param>
/// <param name="Keys">Key positions, at least one, their <see cref="SceneKey.At"/> increasing.</param>
public sealed record ScenePath(SceneEase Ease, IReadOnlyList<SceneKey> Keys);
