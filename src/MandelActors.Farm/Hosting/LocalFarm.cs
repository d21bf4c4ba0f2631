using MandelActors.Farm.Coordination;
using MandelActors.Farm.Films;
using MandelActors.Farm.Jobs;
using MandelActors.Farm.Nodes;
using MandelActors.Farm.Store;
using MandelActors.Kernels;
using MandelActors.Protocol.Ids;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MandelActors.Farm.Hosting;

/// <summary>A host with a whole farm in it: journal, coordinator, and one node.</summary>
public static class LocalFarm
{
    /// <param name="journal">The journal's file; its folder exists.</param>
    /// <param name="devices">Owned by the caller; disposed of after the host has stopped.</param>
    /// <param name="deliveries">Where the frames of a job go that a device makes.</param>
    /// <param name="work">Counts what the workers run outside the actors.</param>
    /// <param name="patience">How long the host, when it stops, waits for the actors.</param>
    /// <exception cref="JournalException">The journal's file is damaged, no journal, or cannot be opened.</exception>
    public static IHost Build(
        string journal,
        IReadOnlyList<NodeDevice> devices,
        Func<WorkOrder, DeviceInfo, IFrameDelivery> deliveries,
        JobSettings jobs,
        WorkerSettings workers,
        FilmMaker films,
        RunningWork work,
        TimeProvider time,
        TimeSpan patience)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(time);
        builder.Services.AddActors("mandel", farm => farm
            .WithTerminationTimeout(patience)
            .WithJobJournal(journal)
            .WithCoordinator(jobs, CoordinatorSettings.Default, films, time)
            .WithNode(new NodeOffer(new NodeId("local"), "1", []), devices, deliveries, workers, work));
        var host = builder.Build();
        try
        {
            // The journal is opened with the actor system: now, and not when the host starts, so that its failure has one place.
            host.Services.GetRequiredService<ActorSystem>();
            return host;
        }
        catch (JournalUnusableException problem)
        {
            host.Dispose();
            throw problem.ForFarm();
        }
    }
}
