namespace MandelActors.Protocol.Scenes;

/// <summary>The iteration limit of every frame.</summary>
/// <param name="Limit">A fixed limit, or null for <c>auto</c>: raised until fewer than one pixel in 10,000 would change.</param>
public readonly record struct SceneIterations(long? Limit)
{
    /// <summary>Limits are counted in doubles by kernels, exactly up to here.</summary>
    public const long Most = 1L << 53;

    public static SceneIterations Auto => new(null);
}
