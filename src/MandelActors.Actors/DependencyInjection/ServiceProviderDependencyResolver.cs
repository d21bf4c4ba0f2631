using Microsoft.Extensions.DependencyInjection;

namespace MandelActors.Actors.DependencyInjection;

/// <summary>Resolves from a service provider.</summary>
public sealed class ServiceProviderDependencyResolver(IServiceProvider services) : IDependencyResolver
{
    public object? GetService(Type type) => services.GetService(type);

    public object? GetService<T>() => services.GetService<T>();

    public Props Props<T>(params object[] args)
        where T : ActorBase => Props(typeof(T), args);

    public Props Props(Type type, params object[] args) => Actors.Props.CreateBy(new Producer(services, type, args), args);

    private sealed class Producer(IServiceProvider services, Type type, object[] args) : IIndirectActorProducer
    {
        public Type ActorType => type;

        public ActorBase Produce() => (ActorBase)ActivatorUtilities.CreateInstance(services, type, args);

        public void Release(ActorBase actor)
        {
        }
    }
}
