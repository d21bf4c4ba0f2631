namespace MandelActors.Imaging.Colour;

/// <summary>What is laid over the colours of a map.</summary>
public enum Shading
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Light falls off within a pixel of the set, so that its finest filaments are drawn as dark lines.</summary>
    Boundary,
}
