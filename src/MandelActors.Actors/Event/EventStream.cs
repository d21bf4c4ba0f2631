using MandelActors.Actors.Cells;

namespace MandelActors.Actors.Event;

/// <summary>Publish and subscribe within one system, by type: a subscriber of a type gets everything assignable to it. Thread-safe.</summary>
public sealed class EventStream
{
    private readonly Lock _gate = new();
    private Subscription[] _subscriptions = [];

    internal EventStream()
    {
    }

    private sealed record Subscription(IActorRef Subscriber, Type Channel);

    /// <summary>Sends <paramref name="event"/> to every subscriber of its type, once each.</summary>
    public void Publish(object @event)
    {
        var subscriptions = Volatile.Read(ref _subscriptions);
        for (int i = 0; i < subscriptions.Length; i++)
        {
            var (subscriber, channel) = subscriptions[i];
            if (!channel.IsInstanceOfType(@event) || HeardAlready(subscriptions, i, @event))
                continue;
            if (subscriber is LocalActorRef { IsTerminated: true })
                Unsubscribe(subscriber);
            else
                subscriber.Tell(@event, ActorRefs.NoSender);
        }
    }

    /// <summary>From now on <paramref name="subscriber"/> gets what is assignable to <paramref name="channel"/>, until it stops or unsubscribes.</summary>
    /// <returns>False if it was subscribed already.</returns>
    public bool Subscribe(IActorRef subscriber, Type channel)
    {
        lock (_gate)
        {
            var wanted = new Subscription(subscriber, channel);
            if (_subscriptions.Contains(wanted))
                return false;
            _subscriptions = [.. _subscriptions, wanted];
            return true;
        }
    }

    /// <returns>False if it was not subscribed to that channel.</returns>
    public bool Unsubscribe(IActorRef subscriber, Type channel) =>
        Remove(s => s.Channel == channel && s.Subscriber.Equals(subscriber));

    /// <returns>False if it was not subscribed at all.</returns>
    public bool Unsubscribe(IActorRef subscriber) => Remove(s => s.Subscriber.Equals(subscriber));

    private bool Remove(Predicate<Subscription> match)
    {
        lock (_gate)
        {
            int before = _subscriptions.Length;
            _subscriptions = Array.FindAll(_subscriptions, s => !match(s));
            return _subscriptions.Length < before;
        }
    }

    private static bool HeardAlready(Subscription[] subscriptions, int until, object @event)
    {
        for (int i = 0; i < until; i++)
        {
            if (subscriptions[i].Subscriber.Equals(subscriptions[until].Subscriber) && subscriptions[i].Channel.IsInstanceOfType(@event))
                return true;
        }

        return false;
    }
}
