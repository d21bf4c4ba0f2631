using Microsoft.Extensions.Logging;

namespace MandelActors.Actors.Cells;

/// <summary>Stands above the whole tree: stops the system when a failure reaches the top, and completes its termination.</summary>
internal sealed class RootGuardian(ActorSystem system, ActorPath path) : ActorRefBase
{
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private List<Action>? _onTermination = [];

    public Task WhenTerminated => _terminated.Task;

    public override ActorPath Path { get; } = path;

    internal override ActorSystem System { get; } = system;

    public void RegisterOnTermination(Action code)
    {
        lock (_gate)
            (_onTermination ?? throw new InvalidOperationException($"The actor system {System.Name} has terminated")).Add(code);
    }

    private protected override void TellInternal(object message, IActorRef? sender) => System.DeadLetters.Tell(message, sender);

    internal override void SendSystemMessage(SystemMessage message)
    {
        switch (message)
        {
            case SystemMessage.Failed failed:
                System.Log.LogCritical(failed.Cause, "A failure escalated to the top of actor system {System}: it stops", System.Name);
                failed.Child.SendSystemMessage(SystemMessage.Terminate.Instance);
                break;
            case SystemMessage.DeathWatchNotification:
                Finish();
                break;
        }
    }

    private void Finish()
    {
        List<Action> callbacks;
        lock (_gate)
            (callbacks, _onTermination) = (_onTermination ?? [], null);
        for (int i = callbacks.Count - 1; i >= 0; i--)
        {
            try
            {
                callbacks[i]();
            }
            catch (Exception cause)
            {
                System.Log.LogError(cause, "A termination callback of actor system {System} failed", System.Name);
            }
        }

        _terminated.TrySetResult();
    }
}
