using MandelActors.Farm.Coordination;
using MandelActors.Farm.Faults;
using MandelActors.Farm.Films;
using MandelActors.Farm.Jobs;
using MandelActors.Farm.Nodes;
using MandelActors.Farm.Seeds;
using MandelActors.Farm.Seeds.Observing;
using MandelActors.Farm.Seeds.Registry;
using MandelActors.Farm.Store;
using MandelActors.Protocol.Ids;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MandelActors.Farm.Hosting;

/// <summary>A host with what a leading seed has: journal, coordinator, registry, and a node where the seed renders too.</summary>
public static class SeedFarm
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <param name="store">Locked by this process.</param>
    /// <param name="connection">Connection string of the PostgreSQL database that holds the journal; null for a file in the store.</param>
    /// <param name="epoch">The term's epoch, which every write to that database carries.</param>
    /// <param name="board">Where the registry shows all jobs.</param>
    /// <param name="devices">Devices that render here, if any; owned by the caller, disposed of after the host has stopped.</param>
    /// <param name="work">Counts what the workers run outside the actors.</param>
    /// <param name="tally">Counts what happens.</param>
    /// <param name="patience">How long the host, when it stops, waits for the actors.</param>
    /// <exception cref="JournalException">The journal is damaged, none, or cannot be opened.</exception>
    internal static IHost Build(
        SeedStore store,
        string? connection,
        long epoch,
        JobBoard board,
        IReadOnlyList<NodeDevice> devices,
        JobSettings jobs,
        WorkerSettings workers,
        FilmMaker films,
        RunningWork work,
        FarmTally tally,
        TimeProvider time,
        ILoggerFactory logs,
        TimeSpan patience)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(logs);
        builder.Services.AddActors("mandel", farm =>
        {
            if (connection is null) farm.WithJobJournal(store.Journal, board.NoteWrite);
            else farm.WithPostgresJournal(connection, epoch, new JobSerializer(), () => Failpoint.Hit(Failpoint.JournalHalfWritten), board.NoteWrite);
            farm.WithTerminationTimeout(patience)
                .WithActors((system, _) => Observe(system, tally, logs.CreateLogger<FarmObserver>()))
                .WithCoordinator(jobs, CoordinatorSettings.Default, films, time)
                .WithActors((system, actors) => actors.Register<JobRegistry>(
                    system.ActorOf(SupervisedRegistry(actors.Get<FarmCoordinator>(), store, board, time, logs.CreateLogger<JobRegistry>()), "registry")));
            if (devices.Count > 0)
                farm.WithNode(new NodeOffer(new NodeId("seed"), "1", []), devices, (order, _) => new StoreDelivery(StoreOf(store, order)), workers, work);
        });
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

    /// <summary>Before there is anything to observe.</summary>
    private static void Observe(ActorSystem system, FarmTally tally, ILogger log)
    {
        var observer = system.ActorOf(Props.Create(() => new FarmObserver(tally, log)), "observer");
        foreach (var channel in FarmObserver.Channels) system.EventStream.Subscribe(observer, channel);
    }

    /// <summary>A registry whose journal fails stops, and is started again after a pause: what it had not acknowledged is asked of it once more.</summary>
    private static Props SupervisedRegistry(IActorRef coordinator, SeedStore store, JobBoard board, TimeProvider time, ILogger log) => BackoffSupervisor.Props(Backoff.OnStop(
        Props.Create(() => new JobRegistry(coordinator, store, board, time, log)), "jobs", FirstPause, LongestPause, randomFactor: 0.1, maxNrOfRetries: -1));

    private static FrameStore StoreOf(SeedStore store, WorkOrder order)
    {
        var folder = store.FolderOf(order.Job);
        return new FrameStore(folder, FrameStore.FilesOf(order.Scene, folder));
    }
}
