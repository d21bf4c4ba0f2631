namespace MandelActors.Actors;

/// <summary>What a supervisor decides about a child that failed.</summary>
public enum Directive
{
    /// <summary>Go on with the next message and the state as it is.</summary>
    Resume = 0,

    /// <summary>Go on with the next message and a new instance; the mailbox survives.</summary>
    Restart = 1,

    /// <summary>Fail in the child's place: the next supervisor up decides.</summary>
    Escalate = 2,

    /// <summary>Stop the child for good.</summary>
    Stop = 3,
}
