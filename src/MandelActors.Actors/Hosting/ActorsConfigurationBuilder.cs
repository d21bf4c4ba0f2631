using MandelActors.Actors.DependencyInjection;
using MandelActors.Actors.Persistence;

namespace MandelActors.Actors.Hosting;

/// <summary>What a host says about its actor system: which actors, which journal, which mailboxes.</summary>
public sealed class ActorsConfigurationBuilder
{
    private readonly List<ActorStarterWithResolver> _starters = [];
    private readonly List<StartupTask> _startupTasks = [];
    private readonly Dictionary<string, int> _mailboxes = [];

    internal ActorsConfigurationBuilder(IServiceProvider services) => Services = services;

    internal IServiceProvider Services { get; }

    internal Func<ActorSystemSettings, IEventJournal>? JournalFactory { get; private set; }

    internal TimeSpan TerminationTimeout { get; private set; } = TimeSpan.FromSeconds(10);

    internal IReadOnlyDictionary<string, int> Mailboxes => _mailboxes;

    /// <summary>Starts actors with the host, in the order of the calls.</summary>
    public ActorsConfigurationBuilder WithActors(Action<ActorSystem, IActorRegistry> actorStarter) =>
        WithActors((system, registry, _) => actorStarter(system, registry));

    /// <inheritdoc cref="WithActors(Action{ActorSystem, IActorRegistry})"/>
    public ActorsConfigurationBuilder WithActors(Action<ActorSystem, IActorRegistry, IDependencyResolver> actorStarter) =>
        WithActors((system, registry, resolver) =>
        {
            actorStarter(system, registry, resolver);
            return Task.CompletedTask;
        });

    /// <inheritdoc cref="WithActors(Action{ActorSystem, IActorRegistry})"/>
    public ActorsConfigurationBuilder WithActors(ActorStarter actorStarter) =>
        WithActors((system, registry, _) => actorStarter(system, registry));

    /// <inheritdoc cref="WithActors(Action{ActorSystem, IActorRegistry})"/>
    public ActorsConfigurationBuilder WithActors(ActorStarterWithResolver actorStarter)
    {
        _starters.Add(actorStarter);
        return this;
    }

    /// <summary>Runs after the actors have been started.</summary>
    public ActorsConfigurationBuilder AddStartup(StartupTask startupTask)
    {
        _startupTasks.Add(startupTask);
        return this;
    }

    /// <summary>Gives persistent actors their journal; it is opened with the system and disposed after the last actor has stopped.</summary>
    public ActorsConfigurationBuilder WithJournal(Func<ActorSystemSettings, IEventJournal> journal)
    {
        JournalFactory = journal;
        return this;
    }

    /// <summary>Names a bounded mailbox for <see cref="Props.WithMailbox"/>.</summary>
    /// <param name="capacity">The messages of peers it holds, 1 or more; what comes while it is full becomes dead letters.</param>
    public ActorsConfigurationBuilder WithBoundedMailbox(string name, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _mailboxes[name] = capacity;
        return this;
    }

    /// <summary>How long the host, when it stops, waits for the actors; 10 s unless said otherwise.</summary>
    public ActorsConfigurationBuilder WithTerminationTimeout(TimeSpan timeout)
    {
        TerminationTimeout = timeout;
        return this;
    }

    internal async Task StartAsync(ActorSystem system, IActorRegistry registry)
    {
        var resolver = new ServiceProviderDependencyResolver(Services);
        foreach (var start in _starters)
            await start(system, registry, resolver).ConfigureAwait(false);
        foreach (var run in _startupTasks)
            await run(system, registry).ConfigureAwait(false);
    }
}
