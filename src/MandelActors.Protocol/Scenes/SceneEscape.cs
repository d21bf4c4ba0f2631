namespace MandelActors.Protocol.Scenes;

/// <summary>When a point has escaped and what is counted.</summary>
/// <param name="Radius">Escape radius, at least 2; smooth counts want 16 or more.</param>
/// <param name="Count">Smooth or whole counts.</param>
/// <param name="Inclusive">True: |z| ≥ radius escapes; false: |z| > radius.</param>
public sealed record SceneEscape(double Radius, SceneCount Count, bool Inclusive)
{
    /// <summary>Below this the smooth count shows steps of more than a thousandth.</summary>
    public const double LeastSmoothRadius = 16;

    /// <summary>Distances from the set want at least this.</summary>
    public const double LeastDistanceRadius = 256;

    /// <summary>Far above any use, and far below where its square would leave the range of a double.</summary>
    public const double LargestRadius = 1e6;

    public static SceneEscape Default { get; } = new(256, SceneCount.Smooth, false);
}
