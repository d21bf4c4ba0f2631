using MandelActors.Actors;
using MandelActors.Actors.Persistence.Sql;
using MandelActors.Farm.Coordination;
using MandelActors.Farm.Films;
using MandelActors.Farm.Hosting;
using MandelActors.Farm.Jobs;
using MandelActors.Farm.Links;
using MandelActors.Farm.Settings;
using MandelActors.Farm.Store;
using MandelActors.Farm.Transport;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Scenes;
using MandelActors.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace MandelActors.Farm.Tests.Links;

/// <summary>A seed on a free port of 127.0.0.1: a real web server, a real coordinator, a real journal, a real store, and nothing else of a seed.</summary>
internal sealed class SeedBench : IAsyncDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly SqlJournal _journal;
    private readonly WebApplication _web;
    private readonly CancellationTokenSource _stopping = new();

    private SeedBench(NodeSettings settings, TimeProvider time)
    {
        Settings = settings;
        Store = _temporary.Combine("store");
        StoreId = StoreMarker.Ensure(Store);
        _journal = SqliteJournal.Open(_temporary.Combine("journal.db"), new JobSerializer());
        System = ActorSystem.Create("seed", new ActorSystemSettings { Journal = _journal });
        Coordinator = System.ActorOf(Props.Create(() => new FarmCoordinator(definition => JobProps(definition), CoordinatorSettings.Default, TimeProvider.System)));
        Receiver = new FrameReceiver(() => Coordinator, settings.Transport, time);
        Endpoint = new LinkEndpoint(
            System, new LinkedSeed("bench", StoreId), () => Coordinator, Receiver, settings.Link, time, NullLogger<LinkEndpoint>.Instance);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRouting();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _web = builder.Build();
        _web.UseRouting();
        Endpoint.Map(_web, _stopping.Token);
        FrameEndpoints.Map(_web, Receiver);
    }

    /// <summary>The usual ones, for links that no busy machine takes for dead.</summary>
    public static NodeSettings Unhurried { get; } = SettingsLoader.Reference with { Link = SettingsLoader.Reference.Link with { SilenceSeconds = 600 } };

    public NodeSettings Settings { get; }

    public string Store { get; }

    public string StoreId { get; }

    public ActorSystem System { get; }

    public IActorRef Coordinator { get; }

    public FrameReceiver Receiver { get; }

    public LinkEndpoint Endpoint { get; }

    public Uri Address => new(_web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <param name="settings"><see cref="Unhurried"/> when left out.</param>
    /// <param name="time">The clock of links and uploads, if not the system's.</param>
    public static async Task<SeedBench> StartAsync(NodeSettings? settings = null, TimeProvider? time = null)
    {
        SeedBench bench = new(settings ?? Unhurried, time ?? TimeProvider.System);
        await bench._web.StartAsync();
        return bench;
    }

    public JobDefinition Submit(string id, Scene scene)
    {
        JobId job = new(id);
        var folder = StoreMarker.FolderOf(Store, job);
        DurableFile.CreateFolder(folder.Path);
        // Jobs say at their end whether their journal is still there; here it lies elsewhere.
        File.WriteAllBytes(folder.Journal, []);
        JobDefinition definition = new(job, scene, folder, FrameRange.All.Within(scene.FrameCount), Film: false);
        Coordinator.Tell(new FarmProtocol.StartJob(definition), ActorRefs.NoSender);
        return definition;
    }

    public Task<JobProtocol.JobStatus> StatusAsync(JobDefinition job) =>
        Coordinator.Ask<JobProtocol.JobStatus>(new FarmProtocol.ToJob(job.Job, new JobProtocol.GetStatus()), TimeSpan.FromMinutes(1));

    /// <summary>The job's status once it is as wanted.</summary>
    public async Task<JobProtocol.JobStatus> StatusWhenAsync(JobDefinition job, Func<JobProtocol.JobStatus, bool> wanted)
    {
        JobProtocol.JobStatus? status = null;
        await Eventually.TrueAsync(
            async () => wanted(status = await StatusAsync(job)), () => $"the job stands at {status}");
        return status!;
    }

    /// <summary>Grants a worker of the device rack1/cpu a frame, as soon as there is one.</summary>
    /// <param name="held">Frames that it says it holds.</param>
    public async Task<JobProtocol.Lease> LeaseAsync(JobDefinition job, IReadOnlyList<FrameNumber>? held = null)
    {
        JobProtocol.Lease? lease = null;
        JobProtocol.RequestFrames request = new(new WorkerId("rack1/1/worker-1"), new DeviceId("rack1/cpu"), 1, 0) { Held = held ?? [] };
        await Eventually.TrueAsync(
            async () =>
            {
                object reply = await Coordinator.Ask<object>(new FarmProtocol.ToJob(job.Job, request), TimeSpan.FromMinutes(1));
                lease = reply is JobProtocol.FramesGranted granted ? granted.Leases[0] : null;
                return lease is not null;
            },
            () => "no frame was granted");
        return lease!.Value;
    }

    public async Task<IReadOnlyList<object>> JournalledAsync(JobDefinition job) =>
        [.. (await _journal.ReadAsync(job.Job.PersistenceId, 1, 10_000)).Select(entry => JobEventSerializer.FromBytes(entry.Manifest, entry.Payload))];

    /// <summary>SHA-256 of every frame in a folder, by name.</summary>
    public static SortedDictionary<string, Sha256Hash> HashesOf(JobFolder folder) =>
        new(Directory.GetFiles(folder.Frames, "*.png").ToDictionary(path => Path.GetFileName(path), path => Sha256Hash.Of(File.ReadAllBytes(path))));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _web.StopAsync();
        await _web.DisposeAsync();
        await System.Terminate();
        _journal.Dispose();
        _stopping.Dispose();
        _temporary.Dispose();
    }

    private static Props JobProps(JobDefinition definition) =>
        Props.Create(() => new ZoomJob(definition, JobSettings.Default, new FilmMaker("ffmpeg"), TimeProvider.System));
}
