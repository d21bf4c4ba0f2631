using System.Linq.Expressions;
using MandelActors.Actors.Cells;

namespace MandelActors.Actors;

/// <summary>The recipe for an actor, used at its start and at every restart. Immutable; each <c>With…</c> returns a changed copy.</summary>
public sealed class Props
{
    private readonly IIndirectActorProducer _producer;

    private Props(IIndirectActorProducer producer, object?[] arguments)
    {
        _producer = producer;
        Arguments = arguments;
    }

    private Props(Props other)
        : this(other._producer, other.Arguments)
    {
        Mailbox = other.Mailbox;
        StashCapacity = other.StashCapacity;
        SupervisorStrategy = other.SupervisorStrategy;
    }

    public Type Type => _producer.ActorType;

    public object?[] Arguments { get; }

    /// <summary>The name of a mailbox the system was configured with; null for the unbounded one.</summary>
    public string? Mailbox { get; private init; }

    /// <summary>Used in place of the actor's own strategy; null for the actor's own.</summary>
    public SupervisorStrategy? SupervisorStrategy { get; private init; }

    internal int StashCapacity { get; private init; } = -1;

    /// <summary>
    /// From <c>() => new T(…)</c>. The arguments are evaluated here, once; a restarted actor gets the same ones.
    /// </summary>
    /// <exception cref="ArgumentException">The expression is no constructor call.</exception>
    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy? supervisorStrategy = null)
        where TActor : ActorBase
    {
        var (constructor, arguments) = ConstructorCall.Parse(factory);
        return new Props(new ConstructorProducer(constructor, arguments), arguments) { SupervisorStrategy = supervisorStrategy };
    }

    /// <summary>From a type and the arguments of one of its public constructors.</summary>
    public static Props Create<TActor>(params object?[] args)
        where TActor : ActorBase => Create(typeof(TActor), args);

    /// <inheritdoc cref="Create{TActor}(object?[])"/>
    /// <exception cref="ArgumentException">The type is no actor.</exception>
    public static Props Create(Type type, params object?[] args) =>
        type.IsSubclassOf(typeof(ActorBase))
            ? new Props(new ActivatorProducer(type, args), args)
            : throw new ArgumentException($"{type} is no actor", nameof(type));

    /// <summary>From something that knows how to make the actor.</summary>
    public static Props CreateBy(IIndirectActorProducer producer, params object?[] args) => new(producer, args);

    /// <summary>
    /// Chooses a mailbox by the name it has in <see cref="ActorSystemSettings.BoundedMailboxes"/>. What a peer sends to a full mailbox becomes
    /// a dead letter at once (the meaning of a bounded mailbox with a push timeout of zero): a sender is never blocked.
    /// </summary>
    public Props WithMailbox(string mailbox) => new(this) { Mailbox = mailbox };

    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) => new(this) { SupervisorStrategy = supervisorStrategy };

    /// <summary>Bounds the stash; one message more throws <see cref="StashOverflowException"/>.</summary>
    public Props WithStashCapacity(int stashCapacity) => new(this) { StashCapacity = stashCapacity };

    /// <summary>A new instance of the actor; for the kernel, on the actor's own turn.</summary>
    public ActorBase NewActor() => _producer.Produce();

    internal void Release(ActorBase actor) => _producer.Release(actor);
}
