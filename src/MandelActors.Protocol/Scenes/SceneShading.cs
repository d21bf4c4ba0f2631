namespace MandelActors.Protocol.Scenes;

/// <summary>What is laid over the colours.</summary>
public enum SceneShading
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Darker within a pixel of the set.</summary>
    Boundary,
}
