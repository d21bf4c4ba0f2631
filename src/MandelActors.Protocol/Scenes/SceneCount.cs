namespace MandelActors.Protocol.Scenes;

/// <summary>What a field says of an escaping pixel.</summary>
public enum SceneCount
{
    /// <summary>The smooth count ν.</summary>
    Smooth,

    /// <summary>The first index that escaped.</summary>
    Whole,
}
