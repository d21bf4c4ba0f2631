namespace MandelActors.Actors.Cells;

/// <summary>Brings what follows an await back to the actor's own turn.</summary>
internal sealed class ActorSynchronizationContext(ActorCell cell) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => cell.SendSystemMessage(new SystemMessage.Continue(d, state));

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("An actor cannot be entered synchronously: send it a message.");

    public override SynchronizationContext CreateCopy() => this;
}
