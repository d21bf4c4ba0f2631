namespace MandelActors.Actors.Cells;

/// <content>Children: born on any thread at the top of the tree, on the parent's turn below; a lock keeps both in order.</content>
internal sealed partial class ActorCell
{
    private readonly Dictionary<string, Child> _children = new(StringComparer.Ordinal);
    private readonly Lock _childrenGate = new();
    private int _lastGeneratedName;
    private int _childrenStopping;

    /// <summary>Any thread.</summary>
    public IActorRef ActorOf(Props props, string? name = null)
    {
        if (name is not null && !ActorPath.IsValidPathElement(name))
            throw new InvalidActorNameException($"'{name}' cannot name an actor: one or more of ASCII letters, digits, {ActorPath.ValidSymbols}, no $ first");
        LocalActorRef child;
        lock (_childrenGate)
        {
            if (IsTerminated || _waitingFor == Waiting.ToTerminate)
                throw new InvalidOperationException($"Cannot create child while terminating or terminated: {Self}");
            name ??= "$" + ++_lastGeneratedName;
            if (_children.ContainsKey(name))
                throw new InvalidActorNameException($"Actor name '{name}' is not unique under {Self.Path}");
            child = new LocalActorRef(System, props, Self, Self.Path.Child(name, System.NextUid()));
            _children.Add(name, new Child(child));
        }

        child.Cell.Start();
        return child;
    }

    IActorRef IActorContext.Child(string name)
    {
        lock (_childrenGate)
            return _children.TryGetValue(name, out var child) ? child.Ref : ActorRefs.Nobody;
    }

    public IEnumerable<IActorRef> GetChildren() => Children().Select(child => child.Ref);

    /// <summary>Stops a child, this actor itself, or, as Akka allows, any other local actor.</summary>
    public void Stop(IActorRef child)
    {
        if (Find(child) is { Stopping: false } own)
        {
            own.Stopping = true;
            _childrenStopping++;
        }

        ((ActorRefBase)child).SendSystemMessage(SystemMessage.Terminate.Instance);
    }

    /// <summary>Any thread, any actor.</summary>
    public void StopAnywhere(IActorRef actor) => ((ActorRefBase)actor).SendSystemMessage(SystemMessage.Terminate.Instance);

    private Child[] Children()
    {
        lock (_childrenGate)
            return [.. _children.Values];
    }

    private Child? Find(IActorRef actor)
    {
        lock (_childrenGate)
            return _children.TryGetValue(actor.Path.Name, out var child) && ReferenceEquals(child.Ref, actor) ? child : null;
    }

    private void StopAllChildren()
    {
        foreach (var child in Children())
            Stop(child.Ref);
    }

    private bool AnyChildStopping() => _childrenStopping > 0;

    /// <returns>Whether it was a child of this actor.</returns>
    private bool RemoveChild(IActorRef actor)
    {
        lock (_childrenGate)
        {
            if (Find(actor) is not { } child)
                return false;
            if (child.Stopping)
                _childrenStopping--;
            return _children.Remove(actor.Path.Name);
        }
    }
}
