using System.Reflection;

namespace MandelActors.Actors.Cells;

/// <summary>Makes actors by whichever public constructor fits the arguments.</summary>
internal sealed class ActivatorProducer(Type type, object?[] arguments) : IIndirectActorProducer
{
    private const BindingFlags Constructors =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.CreateInstance | BindingFlags.DoNotWrapExceptions;

    public Type ActorType => type;

    public ActorBase Produce() => (ActorBase)Activator.CreateInstance(type, Constructors, binder: null, arguments, culture: null)!;

    public void Release(ActorBase actor)
    {
    }
}
