using MandelActors.Farm.Faults;
using MandelActors.Protocol.Links;

namespace MandelActors.Farm.Links;

/// <summary>One link while it stands: lets actors of both sides talk to each other as if they were in one process.</summary>
/// <remarks>
/// <code>
/// message                | does
/// Outgoing (from proxies)| sends it; the sender gets a number first, if it has none, and is watched
/// LinkEnvelope           | tells the receiver, with a proxy for the sender
/// Gone, in an envelope   | stops the proxy: whoever watches it sees the end
/// Checked                | tells the receiver what was looked at meanwhile
/// Terminated(ours)       | tells the other side, behind all that it said
/// Terminated(root)       | ends the link
/// Close                  | sends what proxies were told before, then ends the link
/// Ended                  | ends the link
/// </code>
/// <para>Proxies are children: with the link all of them stop, and by death watch everybody knows.</para>
/// </remarks>
internal sealed class LinkActor : ReceiveActor
{
    private static readonly LinkEnd Stopped = new("this process is ending", IsInOrder: true);

    private readonly LinkSocket _socket;
    private readonly ILinkSide _side;
    private readonly IActorRef _root;
    private readonly int _most;
    private readonly SemaphoreSlim _room;
    private readonly Action<IActorRef> _started;
    private readonly TaskCompletionSource<LinkEnd> _end;
    private readonly Dictionary<IActorRef, int> _numbers = [];
    private readonly Dictionary<int, IActorRef> _exports = [];
    private readonly Dictionary<int, IActorRef> _proxies = [];
    private readonly Dictionary<int, int> _departing = [];
    private readonly HashSet<IActorRef> _closing = [];
    private int _lastNumber = LinkProtocol.Root;
    private LinkEnd _how = Stopped;

    /// <param name="root">Whom the other side reaches without having been told a number.</param>
    /// <param name="most">Actors of one side that the other may know at once.</param>
    /// <param name="room">Released for every envelope that was dealt with.</param>
    /// <param name="started">Told the proxy of the actor that leads the other side.</param>
    /// <param name="end">Told how the link ended, once it has.</param>
    public LinkActor(
        LinkSocket socket, ILinkSide side, IActorRef root, int most, SemaphoreSlim room, Action<IActorRef> started, TaskCompletionSource<LinkEnd> end)
    {
        _socket = socket;
        _side = side;
        _root = root;
        _most = most;
        _room = room;
        _started = started;
        _end = end;
        Receive<LinkProxy.Outgoing>(outgoing => Guard(() => Send(outgoing)));
        Receive<LinkProxy.Departed>(departed => Guard(() => Depart(departed.Number)));
        Receive<LinkEnvelope>(envelope => Guard(() => Deliver(envelope)));
        Receive<Checked>(passed => Guard(() => Pass(passed)));
        Receive<Terminated>(ended => Guard(() => Announce(ended)));
        Receive<Close>(_ => CloseProxies());
        Receive<Ended>(ended => End(ended.End));
        ReceiveAny(Unhandled);
    }

    protected override void PreStart()
    {
        _numbers[_root] = LinkProtocol.Root;
        _exports[LinkProtocol.Root] = Context.Watch(_root);
        _started(Import(LinkProtocol.Root));
    }

    protected override void PostStop()
    {
        _end.TrySetResult(_how);
        base.PostStop();
    }

    /// <summary>A link that fails ends: started again it would give out the same numbers once more.</summary>
    private void Guard(Action handle)
    {
        try
        {
            handle();
        }
        catch (Exception problem)
        {
            End(problem.Message);
        }
    }

    private void Send(LinkProxy.Outgoing outgoing)
    {
        var sender = Sender;
        if (_side.ToWire(outgoing.Message, Export) is not { } message)
        {
            Unhandled(outgoing.Message);
            return;
        }

        int? from = sender is null || sender.IsNobody() || sender.Equals(Context.System.DeadLetters) ? null : Export(sender);
        Send(new LinkEnvelope(outgoing.To, from, message));
    }

    private void Send(LinkEnvelope envelope)
    {
        if (!_socket.TrySend(envelope)) End("the other side does not keep up with what it is told");
    }

    private int Export(IActorRef actor)
    {
        if (_numbers.TryGetValue(actor, out int number)) return number;
        if (_numbers.Count >= _most) throw new LinkEndedException($"more than {_most} actors of this side would be known to the other");
        number = ++_lastNumber;
        _numbers[actor] = number;
        _exports[number] = Context.Watch(actor);
        return number;
    }

    private IActorRef Import(int number)
    {
        if (_proxies.TryGetValue(number, out var proxy)) return proxy;
        if (_proxies.Count >= _most) throw new LinkEndedException($"the other side names more than {_most} actors");
        return _proxies[number] = Context.ActorOf(Props.Create(() => new LinkProxy(number)), null);
    }

    private void Deliver(LinkEnvelope envelope)
    {
        Failpoint.Hit(Failpoint.LinkMessageReceived);
        if (envelope.Message is LinkProtocol.Gone gone)
        {
            if (_proxies.Remove(gone.Number, out var proxy)) proxy.Tell(PoisonPill.Instance);
            _room.Release();
            return;
        }

        // Its receiver may have ended while it was under way.
        if (envelope.To is not { } to || !_exports.TryGetValue(to, out var receiver))
        {
            _room.Release();
            return;
        }

        object message = _side.FromWire(envelope.Message, receiver, Import);
        var sender = envelope.From is { } from ? Import(from) : ActorRefs.NoSender;
        var check = _side.CheckAsync(message, receiver);
        if (check.IsCompletedSuccessfully) Pass(new Checked(message, receiver, sender, check.GetAwaiter().GetResult()));
        else check.AsTask().PipeTo(Self, success: objection => new Checked(message, receiver, sender, objection), failure: cause => new Ended(cause.Message));
    }

    private void Pass(Checked passed)
    {
        _room.Release();
        if (passed.Objection is null)
        {
            passed.Receiver.Tell(passed.Message, passed.Sender);
            return;
        }

        passed.Receiver.Tell(passed.Objection.ToReceiver, ActorRefs.NoSender);
        passed.Sender?.Tell(passed.Objection.ToSender, passed.Receiver);
    }

    /// <summary>Each proxy ends behind all that it was told so far.</summary>
    private void CloseProxies()
    {
        foreach (var proxy in _proxies.Values)
        {
            _closing.Add(Context.Watch(proxy));
            proxy.Tell(PoisonPill.Instance);
        }

        if (_closing.Count == 0) End(Stopped);
    }

    private void Announce(Terminated ended)
    {
        if (_closing.Remove(ended.ActorRef))
        {
            if (_closing.Count == 0) End(Stopped);
            return;
        }

        if (!_numbers.TryGetValue(ended.ActorRef, out int number)) return;
        if (number == LinkProtocol.Root)
        {
            End("this side has nobody to talk to any more");
            return;
        }

        // Its last words may still be on their way through a proxy, while word of its end came straight here.
        _departing[number] = _proxies.Count + 1;
        foreach (var proxy in _proxies.Values) proxy.Tell(new LinkProxy.Departed(number));
        Depart(number);
    }

    /// <summary>One proxy less that may hold something an ended actor said.</summary>
    private void Depart(int number)
    {
        if (--_departing[number] > 0) return;
        _departing.Remove(number);
        if (_exports.Remove(number, out var ended)) _numbers.Remove(ended);
        Send(new LinkEnvelope(null, null, new LinkProtocol.Gone(number)));
    }

    private void End(string reason) => End(new LinkEnd(reason, IsInOrder: false));

    private void End(LinkEnd end)
    {
        _how = end;
        Context.Stop(Self);
    }

    /// <summary>The process is to end; what was said before is sent.</summary>
    internal sealed record Close
    {
        public static Close Instance { get; } = new();
    }

    /// <summary>The link has ended, or must.</summary>
    internal sealed record Ended(LinkEnd End)
    {
        public Ended(string reason)
            : this(new LinkEnd(reason, IsInOrder: false))
        {
        }
    }

    private sealed record Checked(object Message, IActorRef Receiver, IActorRef? Sender, LinkObjection? Objection);
}
