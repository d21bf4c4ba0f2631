namespace MandelActors.Protocol.Scenes;

/// <summary>The way from a count to a place in the palette.</summary>
public enum SceneColourMap
{
    /// <summary>The palette repeats every period.</summary>
    Cycle,

    /// <summary>Every colour gets the same area of the frame.</summary>
    Histogram,

    /// <summary>sin² of the whole count, as the program of that name colours.</summary>
    Mandeltorch,

    /// <summary>By the logarithm of the distance from the set.</summary>
    Distance,
}
