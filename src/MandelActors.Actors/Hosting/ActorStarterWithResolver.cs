using MandelActors.Actors.DependencyInjection;

namespace MandelActors.Actors.Hosting;

/// <summary>Starts actors, some of them made with services, when the host starts.</summary>
public delegate Task ActorStarterWithResolver(ActorSystem system, IActorRegistry registry, IDependencyResolver resolver);
