namespace MandelActors.Console.Doctor;

/// <summary>Whether something will do.</summary>
public enum FindingState
{
    Good,

    /// <summary>Not there; the work is done without it, less well.</summary>
    Missing,

    /// <summary>Without it nothing can be rendered.</summary>
    Broken,
}
