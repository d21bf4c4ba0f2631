using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MandelActors.Actors.Hosting;

/// <summary>Starts the actors with the host and stops them with it; stops the host if the actor system ends by itself.</summary>
internal sealed class ActorsHostedService(
    ActorSystem system,
    ActorRegistry registry,
    ActorsConfigurationBuilder configuration,
    IHostApplicationLifetime? lifetime,
    ILogger<ActorsHostedService> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await configuration.StartAsync(system, registry).ConfigureAwait(false);
        if (lifetime is not null)
            _ = StopHostWithSystem(lifetime);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await system.Terminate().WaitAsync(configuration.TerminationTimeout, system.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            log.LogWarning("The actors of {System} had not stopped after {Timeout}; the host goes on without them", system.Name, configuration.TerminationTimeout);
        }
    }

    private async Task StopHostWithSystem(IHostApplicationLifetime host)
    {
        await system.WhenTerminated.ConfigureAwait(false);
        host.StopApplication();
    }
}
