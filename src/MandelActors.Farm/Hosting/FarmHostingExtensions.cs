using MandelActors.Farm.Coordination;
using MandelActors.Farm.Faults;
using MandelActors.Farm.Films;
using MandelActors.Farm.Jobs;
using MandelActors.Farm.Nodes;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Hosting;

/// <summary>Puts a farm together inside a host.</summary>
public static class FarmHostingExtensions
{
    /// <summary>Keeps the jobs' events in one SQLite file.</summary>
    /// <param name="path">The file; its folder exists.</param>
    public static ActorsConfigurationBuilder WithJobJournal(this ActorsConfigurationBuilder builder, string path) =>
        builder.WithSqliteJournal(path, new JobSerializer(), () => Failpoint.Hit(Failpoint.JournalHalfWritten));

    /// <summary>Starts the coordinator, under its class in the registry.</summary>
    public static ActorsConfigurationBuilder WithCoordinator(
        this ActorsConfigurationBuilder builder, JobSettings jobs, CoordinatorSettings settings, FilmMaker films, TimeProvider time) =>
        builder.WithActors((system, registry) => registry.Register<FarmCoordinator>(system.ActorOf(
            Props.Create(() => new FarmCoordinator(definition => JobProps(definition, jobs, films, time), settings, time)), "coordinator")));

    /// <summary>Starts a node whose devices work for the coordinator of this process, under its class in the registry.</summary>
    /// <param name="devices">Owned by the caller; disposed of after the actors have stopped.</param>
    public static ActorsConfigurationBuilder WithNode(
        this ActorsConfigurationBuilder builder, NodeId node, IReadOnlyList<NodeDevice> devices, WorkerSettings settings, RunningWork work) =>
        builder.WithActors((system, registry) =>
        {
            var coordinator = registry.Get<FarmCoordinator>();
            registry.Register<GpuNode>(system.ActorOf(Props.Create(() => new GpuNode(node, devices, coordinator, settings, work)), "node"));
        });

    private static Props JobProps(JobDefinition definition, JobSettings settings, FilmMaker films, TimeProvider time) =>
        Props.Create(() => new ZoomJob(definition, settings, films, time));
}
