namespace MandelActors.Actors.Hosting;

/// <summary>Runs after all actors have been started.</summary>
public delegate Task StartupTask(ActorSystem system, IActorRegistry registry);
