using MandelActors.Actors.Cells;

namespace MandelActors.Actors;

/// <summary>What all references share: equality by path and life, a null check, and a second door for the kernel's own messages.</summary>
public abstract class ActorRefBase : IActorRef
{
    private protected ActorRefBase()
    {
    }

    public abstract ActorPath Path { get; }

    /// <summary>The system it belongs to; null for <see cref="Nobody"/>.</summary>
    internal virtual ActorSystem? System => null;

    public void Tell(object message, IActorRef? sender)
    {
        if (message is null)
            throw new InvalidMessageException("Message is null");
        TellInternal(message, sender);
    }

    private protected abstract void TellInternal(object message, IActorRef? sender);

    internal abstract void SendSystemMessage(SystemMessage message);

    public bool Equals(IActorRef? other) =>
        ReferenceEquals(this, other) || (other is not null && Path.Uid == other.Path.Uid && Path.Equals(other.Path));

    public override bool Equals(object? obj) => Equals(obj as IActorRef);

    public override int GetHashCode() => HashCode.Combine(Path, Path.Uid);

    public int CompareTo(IActorRef? other) =>
        other is null ? 1 : Path.CompareTo(other.Path) is not 0 and var order ? order : Path.Uid.CompareTo(other.Path.Uid);

    public override string ToString() => $"[{Path}#{Path.Uid}]";
}
