using System.Reflection;

namespace MandelActors.Actors.Cells;

/// <summary>Makes actors by one known constructor.</summary>
internal sealed class ConstructorProducer(ConstructorInfo constructor, object?[] arguments) : IIndirectActorProducer
{
    public Type ActorType => constructor.DeclaringType!;

    public ActorBase Produce() =>
        (ActorBase)constructor.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);

    public void Release(ActorBase actor)
    {
    }
}
