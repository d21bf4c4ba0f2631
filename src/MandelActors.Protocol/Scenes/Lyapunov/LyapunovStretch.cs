namespace MandelActors.Protocol.Scenes.Lyapunov;

/// <summary>What the contrast of a frame is measured by.</summary>
public enum LyapunovStretch
{
    /// <summary>By nothing: a colour means the same exponent in every frame and every film.</summary>
    None,

    /// <summary>By the frame's own exponents, so that quiet frames show as much as lively ones.</summary>
    Frame,
}
