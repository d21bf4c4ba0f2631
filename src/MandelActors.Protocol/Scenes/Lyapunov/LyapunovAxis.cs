namespace MandelActors.Protocol.Scenes.Lyapunov;

/// <summary>The coefficients that one axis of the picture covers, ends included.</summary>
/// <param name="From">The left or bottom end, along the film.</param>
/// <param name="To">The right or top end; it may be the smaller one, which mirrors the picture.</param>
public sealed record LyapunovAxis(SceneTrack From, SceneTrack To)
{
    public static LyapunovAxis Default { get; } = new(SceneTrack.Constant(2), SceneTrack.Constant(4));
}
