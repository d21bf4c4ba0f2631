using System.Threading.Channels;
using MandelActors.Actors;

namespace MandelActors.Testing.Actors;

/// <summary>An actor whose messages the test takes out one by one, in the order they came.</summary>
public sealed class TestProbe
{
    /// <summary>Real time after which a message that must come counts as lost. No test waits it out unless it fails.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Channel<(object Message, IActorRef Sender)> _received = Channel.CreateUnbounded<(object, IActorRef)>();

    /// <param name="watching">Whose end the probe is told, if anyone's.</param>
    public TestProbe(ActorSystem system, IActorRef? watching = null)
    {
        ChannelWriter<(object, IActorRef)> writer = _received.Writer;
        Ref = system.ActorOf(Props.Create(() => new MessageCollector(writer)));
        if (watching is not null) Watch(watching);
    }

    public IActorRef Ref { get; }

    /// <summary>Who sent the message that was taken out last.</summary>
    public IActorRef LastSender { get; private set; } = ActorRefs.Nobody;

    /// <summary>Asks to be told the end of an actor; the watch is in place, or the end on its way, when the next message of the probe is handled.</summary>
    public void Watch(IActorRef subject) => Ref.Tell(new MessageCollector.Watch(subject), ActorRefs.NoSender);

    /// <summary>The next message, whatever it is.</summary>
    public async Task<object> Next()
    {
        (object message, LastSender) = await _received.Reader.ReadAsync().AsTask().WaitAsync(Patience).ConfigureAwait(false);
        return message;
    }

    /// <summary>The next message, which must be a <typeparamref name="T"/>.</summary>
    /// <exception cref="InvalidOperationException">It is something else.</exception>
    public async Task<T> Expect<T>()
    {
        object message = await Next().ConfigureAwait(false);
        return message is T expected ? expected : throw new InvalidOperationException($"expected a {typeof(T).Name}, got {message}");
    }

    /// <summary>The next messages, in order.</summary>
    public async Task<IReadOnlyList<T>> Expect<T>(int count)
    {
        List<T> messages = [];
        for (int i = 0; i < count; i++) messages.Add(await Expect<T>().ConfigureAwait(false));
        return messages;
    }

    /// <summary>The next message, which must be the end of <paramref name="subject"/>.</summary>
    public async Task ExpectTerminated(IActorRef subject)
    {
        Terminated terminated = await Expect<Terminated>().ConfigureAwait(false);
        if (!terminated.ActorRef.Equals(subject)) throw new InvalidOperationException($"expected the end of {subject}, got {terminated}");
    }

    /// <summary>Holds when no message has arrived up to now: a marker sent to the probe comes out first.</summary>
    public async Task ExpectNothing()
    {
        var marker = new object();
        Ref.Tell(marker, ActorRefs.NoSender);
        object first = await Next().ConfigureAwait(false);
        if (first != marker) throw new InvalidOperationException($"expected nothing, got {first}");
    }

    /// <summary>Sends from the probe, so that answers come to it.</summary>
    public void Send(IActorRef receiver, object message) => receiver.Tell(message, Ref);
}
