using MandelActors.Actors.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MandelActors.Actors;

/// <summary>What an actor system is given at its creation.</summary>
public sealed record ActorSystemSettings
{
    /// <summary>Where all time comes from: timers, timeouts, back-off, restart windows, the journal's timestamps.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Mailboxes that <see cref="Props.WithMailbox"/> may name, with the number of peers' messages each holds (1 or more).</summary>
    public IReadOnlyDictionary<string, int> BoundedMailboxes { get; init; } = new Dictionary<string, int>();

    /// <summary>Messages an actor handles before it lets another one have the thread. More favours throughput, less favours fairness.</summary>
    public int Throughput { get; init; } = 30;

    /// <summary>Where persistent actors keep their events; null if there are none. The system does not dispose it.</summary>
    public IEventJournal? Journal { get; init; }
}
