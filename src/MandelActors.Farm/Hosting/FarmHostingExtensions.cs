using MandelActors.Farm.Coordination;
using MandelActors.Farm.Faults;
using MandelActors.Farm.Films;
using MandelActors.Farm.Jobs;
using MandelActors.Farm.Links;
using MandelActors.Farm.Nodes;
using MandelActors.Farm.Store;
using MandelActors.Kernels;
using Microsoft.Extensions.Logging.Abstractions;

namespace MandelActors.Farm.Hosting;

/// <summary>Puts a farm together inside a host.</summary>
public static class FarmHostingExtensions
{
    /// <summary>Keeps the jobs' events in one SQLite file.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="afterWrite">Told after each write: null, or what it failed with.</param>
    public static ActorsConfigurationBuilder WithJobJournal(this ActorsConfigurationBuilder builder, string path, Action<Exception?>? afterWrite = null) =>
        builder.WithSqliteJournal(path, new JobSerializer(), () => Failpoint.Hit(Failpoint.JournalHalfWritten), afterWrite);

    /// <summary>Starts the coordinator, under its class in the registry.</summary>
    public static ActorsConfigurationBuilder WithCoordinator(
        this ActorsConfigurationBuilder builder, JobSettings jobs, CoordinatorSettings settings, FilmMaker films, TimeProvider time) =>
        builder.WithActors((system, registry) => registry.Register<FarmCoordinator>(system.ActorOf(
            Props.Create(() => new FarmCoordinator(definition => JobProps(definition, jobs, films, time), settings, time)), "coordinator")));

    /// <summary>Starts a node, under its class in the registry, and brings it to the coordinator of this process, which was started before.</summary>
    /// <param name="offer">Who this node says it is.</param>
    /// <param name="devices">Owned by the caller; disposed of after the actors have stopped.</param>
    /// <param name="deliveries">Where the frames of a job go that a device makes.</param>
    public static ActorsConfigurationBuilder WithNode(
        this ActorsConfigurationBuilder builder,
        NodeOffer offer,
        IReadOnlyList<NodeDevice> devices,
        Func<WorkOrder, DeviceInfo, IFrameDelivery> deliveries,
        WorkerSettings settings,
        RunningWork work) =>
        builder.WithActors((system, registry) =>
        {
            // Whoever runs jobs in this process hears of its devices from them.
            var node = system.ActorOf(Props.Create(() => new GpuNode(offer, devices, deliveries, settings, work, NullLogger.Instance)), "node");
            registry.Register<GpuNode>(node);
            // Within a process nobody is lost and found again: the first finding is the last, and node and coordinator end together.
            _ = new InProcessFabric(registry.Get<FarmCoordinator>()).JoinAsync(node, offer, CancellationToken.None);
        });

    /// <summary>The same in the farm's own words.</summary>
    internal static JournalException ForFarm(this JournalUnusableException problem) => new(problem.Message, problem)
    {
        Defect = problem.Fault switch
        {
            JournalFault.Closed => JournalDefect.Closed,
            JournalFault.Foreign => JournalDefect.Foreign,
            JournalFault.Damaged => JournalDefect.Damaged,
            _ => JournalDefect.None,
        },
    };

    private static Props JobProps(JobDefinition definition, JobSettings settings, FilmMaker films, TimeProvider time) =>
        Props.Create(() => new ZoomJob(definition, settings, films, time));
}
