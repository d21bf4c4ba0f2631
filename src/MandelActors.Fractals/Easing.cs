namespace MandelActors.Fractals;

/// <summary>At which ends of a stretch the speed rises from, or falls to, zero.</summary>
public enum Easing
{
    /// <summary>Constant speed.</summary>
    None,

    /// <summary>A gentle start.</summary>
    In,

    /// <summary>A gentle stop.</summary>
    Out,

    /// <summary>A gentle start and stop.</summary>
    Both,
}
