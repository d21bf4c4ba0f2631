namespace MandelActors.Actors.Cells;

/// <summary>The parent of all top-level actors, which it restarts without limit when they fail.</summary>
internal sealed class GuardianActor : ActorBase
{
    public GuardianActor()
    {
    }

    protected override bool Receive(object message) => false;
}
