using MandelActors.Actors.Cells;
using MandelActors.Actors.Event;
using Microsoft.Extensions.Logging;

namespace MandelActors.Actors;

/// <summary>A tree of actors with one clock, one event stream and one end.</summary>
public sealed class ActorSystem : IActorRefFactory, IDisposable
{
    private readonly RootGuardian _root;
    private readonly LocalActorRef _user;
    private long _lastUid;

    private ActorSystem(string name, ActorSystemSettings settings)
    {
        Name = name;
        Settings = settings;
        Log = settings.LoggerFactory.CreateLogger("MandelActors.Actors");
        var rootPath = ActorPath.RootOf(name);
        EventStream = new EventStream();
        DeadLetters = new DeadLetterActorRef(this, rootPath / "deadLetters");
        _root = new RootGuardian(this, rootPath);
        _user = new LocalActorRef(this, Props.Create<GuardianActor>(), _root, rootPath.Child("user", NextUid()));
        _user.Cell.Start();
    }

    public string Name { get; }

    public EventStream EventStream { get; }

    /// <summary>Takes what nobody can receive and publishes it as <see cref="DeadLetter"/>.</summary>
    public IActorRef DeadLetters { get; }

    /// <summary>Ends when the last actor has stopped and every <see cref="RegisterOnTermination"/> callback has run.</summary>
    public Task WhenTerminated => _root.WhenTerminated;

    internal ActorSystemSettings Settings { get; }

    internal TimeProvider Time => Settings.Time;

    internal ILogger Log { get; }

    internal ActorPath TempPath => _root.Path / "temp";

    /// <summary>Starts a system with the system clock, no journal and no log.</summary>
    /// <exception cref="ArgumentException">The name has other than letters, digits, <c>-</c> and <c>_</c>, or starts with one of those two.</exception>
    public static ActorSystem Create(string name) => Create(name, new ActorSystemSettings());

    /// <inheritdoc cref="Create(string)"/>
    public static ActorSystem Create(string name, ActorSystemSettings settings)
    {
        bool valid = name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        return valid
            ? new ActorSystem(name, settings)
            : throw new ArgumentException($"'{name}' cannot name an actor system: letters, digits, '-' and '_', starting with a letter or digit", nameof(name));
    }

    public IActorRef ActorOf(Props props, string? name = null) => _user.Cell.ActorOf(props, name);

    /// <summary>Stops an actor after the message it is handling.</summary>
    public void Stop(IActorRef actor) => _user.Cell.StopAnywhere(actor);

    /// <summary>Stops all actors, children before parents. May be called often; what is still in a mailbox becomes dead letters.</summary>
    /// <returns><see cref="WhenTerminated"/>.</returns>
    public Task Terminate()
    {
        _user.SendSystemMessage(SystemMessage.Terminate.Instance);
        return WhenTerminated;
    }

    /// <summary>Runs <paramref name="code"/> after the last actor has stopped, last registered first.</summary>
    /// <exception cref="InvalidOperationException">The system has terminated.</exception>
    public void RegisterOnTermination(Action code) => _root.RegisterOnTermination(code);

    /// <summary>Starts the termination without waiting for it.</summary>
    public void Dispose() => _ = Terminate();

    internal long NextUid() => Interlocked.Increment(ref _lastUid);

    internal int CapacityOf(string? mailbox)
    {
        if (mailbox is null)
            return MessageQueue.Unbounded;
        return Settings.BoundedMailboxes.TryGetValue(mailbox, out int capacity)
            ? capacity
            : throw new ArgumentException($"There is no mailbox '{mailbox}'; configured are: {string.Join(", ", Settings.BoundedMailboxes.Keys)}");
    }
}
