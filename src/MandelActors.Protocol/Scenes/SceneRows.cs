namespace MandelActors.Protocol.Scenes;

/// <summary>The direction in which rows follow each other.</summary>
public enum SceneRows
{
    /// <summary>Row 0 on top, with the largest imaginary part.</summary>
    Down,

    /// <summary>Row 0 holds the smallest imaginary part.</summary>
    Up,
}
