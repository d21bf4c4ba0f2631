using MandelActors.Farm.Coordination;
using MandelActors.Farm.Films;
using MandelActors.Farm.Hosting;
using MandelActors.Farm.Links;
using MandelActors.Farm.Local;
using MandelActors.Farm.Nodes;
using MandelActors.Farm.Seeds.Files;
using MandelActors.Farm.Seeds.Http;
using MandelActors.Farm.Seeds.Observing;
using MandelActors.Farm.Seeds.Registry;
using MandelActors.Farm.Store;
using MandelActors.Farm.Transport;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MandelActors.Farm.Seeds;

/// <summary>All that a seed has while it leads: the lock of the store if it is alone, the actors, and its own devices if it has any.</summary>
internal sealed class SeedTerm : IAsyncDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan OpenPatience = TimeSpan.FromMinutes(2);

    private readonly FolderLock? _lock;
    private readonly IHost _host;
    private readonly RunningWork _work;
    private readonly IReadOnlyList<NodeDevice> _devices;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _ending = new();
    private readonly PartHashes _parts = new();
    private FinishedFrames? _finished;

    private SeedTerm(FolderLock? folderLock, IHost host, RunningWork work, IReadOnlyList<NodeDevice> devices, SeedStore store, JobBoard board, long epoch, TimeProvider time)
    {
        (_lock, _host, _work, _devices, _time) = (folderLock, host, work, devices, time);
        (Store, Board, Epoch) = (store, board, epoch);
        System = host.Services.GetRequiredService<ActorSystem>();
        Actors = host.Services.GetRequiredService<IReadOnlyActorRegistry>();
    }

    /// <summary>The files of a job.</summary>
    public JobFiles FilesOf(RegisteredJob job) => new(job, Store.FolderOf(job.Job), JobOrders.SceneOf(job.Order), _finished ??= new FinishedFrames(Coordinator, Store, Board), _parts);

    /// <summary>Answers nodes that dial in.</summary>
    public RequestDelegate Link { get; private set; } = null!;

    /// <summary>Cancelled when the term ends.</summary>
    public CancellationToken Ending => _ending.Token;

    public SeedStore Store { get; }

    public JobBoard Board { get; }

    /// <summary>The number of the term.</summary>
    public long Epoch { get; }

    public ActorSystem System { get; }

    public IReadOnlyActorRegistry Actors { get; }

    public IActorRef Coordinator => Actors.Get<FarmCoordinator>();

    public IActorRef Registry => Actors.Get<JobRegistry>();

    /// <summary>Takes the store and starts the actors; ends when every job of the journal is known.</summary>
    /// <param name="epoch">The term's epoch.</param>
    /// <param name="leads">Whether this process still leads.</param>
    /// <param name="frames">Takes the frames of nodes.</param>
    /// <param name="tally">Counts what happens in the farm.</param>
    /// <param name="devices">Devices that render here; disposed of with the term.</param>
    /// <exception cref="BadInputException">The store's jobs are in another journal, or lost to this one.</exception>
    /// <exception cref="FolderInUseException">Another process has the store.</exception>
    /// <exception cref="JournalException">The journal is damaged, none, or cannot be opened.</exception>
    /// <exception cref="JournalNotUnderstoodException">The journal holds jobs that this version does not understand.</exception>
    /// <exception cref="IOException">The journal did not answer.</exception>
    public static async Task<SeedTerm> StartAsync(
        SeedOptions options, SeedStore store, long epoch, Func<bool> leads, FrameReceiver frames, FarmTally tally, IReadOnlyList<NodeDevice> devices, ILoggerFactory logs)
    {
        // Several seeds have one store, and a leader that stands still would never give its lock back: the lead itself keeps them apart.
        var folderLock = options.Journal is null ? store.Lock() : null;
        SeedTerm? term = null;
        try
        {
            if (options.Journal is null) SeedJournal.RequireFile(store);
            RunningWork work = new();
            JobBoard board = new(options.Time);
            var host = SeedFarm.Build(
                store, options.Journal, epoch, board, devices, LocalSettings.JobsFrom(options.Settings) with { MayCommit = leads }, LocalSettings.WorkersFrom(options.Settings),
                new FilmMaker(options.Settings.Film.FfmpegPath), work, tally, options.Time, logs, StopPatience);
            term = new SeedTerm(folderLock, host, work, devices, store, board, epoch, options.Time);
            await term._host.StartAsync().ConfigureAwait(false);
            LinkEndpoint link = new(
                term.System, new LinkedSeed(options.Name ?? Environment.MachineName, StoreMarker.Ensure(store.Path)), () => term.Coordinator, frames,
                options.Settings.Link, options.Time, logs.CreateLogger<LinkEndpoint>());
            term.Link = link.Answer(host.Services, term.Ending);
            await board.Opened.WaitAsync(OpenPatience, options.Time).ConfigureAwait(false);
            return term;
        }
        catch (Exception problem)
        {
            if (term is not null) await term.DisposeAsync().ConfigureAwait(false);
            else folderLock?.Dispose();
            if (problem is TimeoutException) throw new IOException("the journal did not give the list of jobs in time", problem);
            throw;
        }
    }

    /// <summary>A job as it was taken on.</summary>
    /// <exception cref="RefusedException">There is no such job.</exception>
    public RegisteredJob Find(string job) =>
        (JobId.IsValid(job) ? Board.Entry(new JobId(job)) : null) ?? throw new RefusedException(StatusCodes.Status404NotFound, "there is no such job here");

    /// <summary>Stops the actors, waits for what runs outside them, and gives the store back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await _host.StopAsync().ConfigureAwait(false);
        try
        {
            await _work.WhenIdle().WaitAsync(StopPatience, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // What is still being written is swept when its job is started again.
        }

        _host.Dispose();
        foreach (var device in _devices) device.Device.Dispose();
        _lock?.Dispose();
    }
}
