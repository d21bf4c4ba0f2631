namespace MandelActors.Actors.Cells;

/// <summary>What a parent knows of a child that has not terminated yet.</summary>
internal sealed class Child(LocalActorRef actor)
{
    public LocalActorRef Ref { get; } = actor;

    public ChildRestarts Restarts { get; } = new();

    /// <summary>It was told to stop; whoever waits for the children waits for it.</summary>
    public bool Stopping { get; set; }
}
