using MandelActors.Actors.Cells;

namespace MandelActors.Actors;

/// <summary>The actor that is not there; see <see cref="ActorRefs.Nobody"/>.</summary>
public sealed class Nobody : ActorRefBase
{
    public static readonly Nobody Instance = new();

    private Nobody()
    {
    }

    public override ActorPath Path { get; } = ActorPath.RootOf("all-systems").Child("Nobody", ActorPath.NoUid);

    private protected override void TellInternal(object message, IActorRef? sender)
    {
    }

    internal override void SendSystemMessage(SystemMessage message)
    {
        if (message is SystemMessage.Watch watch)
            watch.Watcher.SendSystemMessage(new SystemMessage.DeathWatchNotification(this, false));
    }
}
