namespace MandelActors.Protocol.Scenes;

/// <summary>How a segment of the path starts and ends.</summary>
public enum SceneEase
{
    /// <summary>At a constant rate.</summary>
    None,

    /// <summary>Starting from rest.</summary>
    In,

    /// <summary>Coming to rest.</summary>
    Out,

    /// <summary>From rest to rest.</summary>
    Both,
}
