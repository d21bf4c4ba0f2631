using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MandelActors.Actors.Hosting;

/// <summary>Brings an actor system into a host.</summary>
public static class ActorsHostingExtensions
{
    /// <inheritdoc cref="AddActors(IServiceCollection, string, Action{ActorsConfigurationBuilder, IServiceProvider})"/>
    public static IServiceCollection AddActors(
        this IServiceCollection services, string actorSystemName, Action<ActorsConfigurationBuilder> builder) =>
        services.AddActors(actorSystemName, (configuration, _) => builder(configuration));

    /// <summary>
    /// Adds one <see cref="ActorSystem"/> with its <see cref="ActorRegistry"/> and <see cref="IRequiredActor{TActor}"/>. Time comes from the
    /// registered <see cref="TimeProvider"/>, the system's otherwise.
    /// </summary>
    public static IServiceCollection AddActors(
        this IServiceCollection services, string actorSystemName, Action<ActorsConfigurationBuilder, IServiceProvider> builder)
    {
        services.TryAddSingleton<ActorRegistry>();
        services.TryAddSingleton<IActorRegistry>(provider => provider.GetRequiredService<ActorRegistry>());
        services.TryAddSingleton<IReadOnlyActorRegistry>(provider => provider.GetRequiredService<ActorRegistry>());
        services.TryAddSingleton(typeof(IRequiredActor<>), typeof(RequiredActor<>));
        services.AddSingleton(provider =>
        {
            var configuration = new ActorsConfigurationBuilder(provider);
            builder(configuration, provider);
            return configuration;
        });
        services.AddSingleton(provider => NewSystem(actorSystemName, provider));
        services.AddSingleton<IHostedService>(provider => new ActorsHostedService(
            provider.GetRequiredService<ActorSystem>(),
            provider.GetRequiredService<ActorRegistry>(),
            provider.GetRequiredService<ActorsConfigurationBuilder>(),
            provider.GetService<IHostApplicationLifetime>(),
            provider.GetService<ILogger<ActorsHostedService>>() ?? NullLogger<ActorsHostedService>.Instance));
        return services;
    }

    private static ActorSystem NewSystem(string name, IServiceProvider provider)
    {
        var configuration = provider.GetRequiredService<ActorsConfigurationBuilder>();
        var settings = new ActorSystemSettings
        {
            Time = provider.GetService<TimeProvider>() ?? TimeProvider.System,
            LoggerFactory = provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance,
            BoundedMailboxes = configuration.Mailboxes,
        };
        var journal = configuration.JournalFactory?.Invoke(settings);
        var system = ActorSystem.Create(name, settings with { Journal = journal });
        if (journal is IDisposable disposable)
            system.RegisterOnTermination(disposable.Dispose);
        return system;
    }
}
