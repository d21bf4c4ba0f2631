using MandelActors.Farm.Hosting;
using MandelActors.Farm.Leadership;
using MandelActors.Farm.Nodes;
using MandelActors.Farm.Observing;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Seeds.Http;
using MandelActors.Farm.Seeds.Observing;
using MandelActors.Farm.Seeds.Security;
using MandelActors.Farm.Store;
using MandelActors.Farm.Transport;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Ids;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MandelActors.Farm.Seeds;

/// <summary>A seed: it answers over HTTP for as long as it runs, and coordinates the farm for as long as it leads.</summary>
public sealed partial class SeedHost : IAsyncDisposable
{
    /// <summary>The meter of everything that seeds and nodes measure.</summary>
    public const string MeterName = FarmMeter.Name;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly SeedOptions _options;
    private readonly SeedStore _store;
    private readonly SeedState _state = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication _application;
    private readonly ILoggerFactory _logs;
    private readonly ILogger _log;
    private readonly FarmTally _tally;
    private readonly FarmMeter _meter;
    private readonly PrometheusText _measurements;
    private readonly RequestRate _rate;
    private readonly FrameReceiver _frames;
    private ILeadership? _leadership;
    private SeedTerm? _term;
    private Task _following = Task.CompletedTask;

    private SeedHost(SeedOptions options, SeedStore store)
    {
        _options = options;
        _store = store;
        RecentLog recent = new(options.Settings.Seed.LogEntries);
        FarmLog log = new(options.LogOutput, options.LogForPeople, options.Time, recent);
        _frames = new FrameReceiver(() => _state.Coordinator, options.Settings.Transport, options.Time);
        RefusalTally refusals = new(options.Time);
        _tally = new FarmTally(options.Time);
        _measurements = new PrometheusText(_state);
        _meter = new FarmMeter(_state, store, _tally, _frames.Transfers, refusals);
        _rate = new RequestRate(options.Settings.Seed.RequestsPerSecond);
        _application = SeedServer.Build(options, store, _state, new AccessControl(TokensOf(options)), _rate, _frames, recent, _measurements, refusals, log);
        _logs = _application.Services.GetRequiredService<ILoggerFactory>();
        _log = _logs.CreateLogger("Seed");
    }

    /// <summary>Where it listens, with the port it got.</summary>
    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>Whether this seed leads the farm.</summary>
    public bool Leads => _state.Leads;

    /// <summary>Ends, and fails, if the seed cannot go on; otherwise only after it was disposed of.</summary>
    public Task Completion => _following;

    /// <summary>Runs a seed until it is cancelled.</summary>
    /// <param name="listening">Told where it listens, once it does.</param>
    /// <inheritdoc cref="StartAsync"/>
    public static async Task RunAsync(SeedOptions options, Action<SeedReport> listening, CancellationToken cancellationToken)
    {
        await using var seed = await StartAsync(options, cancellationToken).ConfigureAwait(false);
        listening(new SeedReport(seed.Address, seed._store.Path, seed.Leads));
        try
        {
            await seed.Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What it was told to do.
        }
    }

    /// <summary>Starts a seed; it listens, and leads or knows that another does.</summary>
    /// <param name="cancellationToken">Ends the start, or the run.</param>
    /// <exception cref="BadInputException">An option cannot be used: address, store, tokens, certificate or devices.</exception>
    /// <exception cref="IOException">Store or journal cannot be used.</exception>
    public static async Task<SeedHost> StartAsync(SeedOptions options, CancellationToken cancellationToken)
    {
        SeedStore store = new(options.Store);
        store.Create();
        SeedHost seed = new(options, store);
        if (options.TokenFile is { } tokens && TokenTable.IsReadByOthers(tokens)) seed.TokensReadable(tokens);
        try
        {
            seed.Address = await SeedServer.ListenAsync(seed._application, options.Listen, cancellationToken).ConfigureAwait(false);
            if (options.Journal is { } journal) await Task.Run(() => SeedJournal.AttachAsync(store, journal, options.Time, cancellationToken), cancellationToken).ConfigureAwait(false);
            seed._leadership = seed.TakePart();
            seed._following = seed.FollowAsync(seed._leadership);
            await (await Task.WhenAny(seed._settled.Task, seed._following).WaitAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            return seed;
        }
        catch
        {
            await seed.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops in order: no new requests, then the actors, then the lead is given back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        try
        {
            await _following.ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // Told to whoever waited for the start, or for completion.
        }

        await EndTermAsync().ConfigureAwait(false);
        if (_leadership is not null) await _leadership.DisposeAsync().ConfigureAwait(false);
        await _application.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        _meter.Dispose();
        _measurements.Dispose();
        _rate.Dispose();
        _stopping.Dispose();
    }

    private ILeadership TakePart()
    {
        SeedIdentity self = new(_options.Name ?? Environment.MachineName, _options.Address ?? Address);
        if (_options.Leadership is { } other) return other(self);
        return _options.Journal is { } journal
            ? PostgresLeadership.Start(journal, self, LeadershipSettings.TakeoverAfter(TimeSpan.FromSeconds(_options.Settings.Seed.TakeoverSeconds)), _options.Time, _logs.CreateLogger<PostgresLeadership>())
            : new SoleLeadership();
    }

    private async Task FollowAsync(ILeadership leadership)
    {
        try
        {
            await foreach (var state in leadership.WatchAsync(_stopping.Token).ConfigureAwait(false))
            {
                await EndTermAsync().ConfigureAwait(false);
                if (state is LeadershipState.Leading { Epoch: var epoch }) await BeginTermAsync(leadership, epoch).ConfigureAwait(false);
                else _state.Follow((state as LeadershipState.Following)?.Leader);
                _settled.TrySetResult();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The seed ends.
        }
    }

    /// <summary>A seed without others fails with its term; one of several tries again for as long as it is the leader, unless its journal is beyond it: another may know more.</summary>
    private async Task BeginTermAsync(ILeadership leadership, long epoch)
    {
        while (true)
        {
            try
            {
                _term = await SeedTerm.StartAsync(_options, _store, epoch, () => leadership.IsLeader, _frames, _tally, OpenDevices(), _logs).ConfigureAwait(false);
                _state.Lead(_term, () => leadership.IsLeader);
                return;
            }
            catch (IOException problem) when (_options.Journal is not null && problem is not JournalNotUnderstoodException)
            {
                TermFailed(problem);
                if (!leadership.IsLeader) return;
                await Task.Delay(Pause, _options.Time, _stopping.Token).ConfigureAwait(false);
            }
            catch (JournalException problem) when (_options.Journal is null && JournalRefusal.Of(_store, problem) is { } refusal)
            {
                throw refusal;
            }
            catch (UnauthorizedAccessException problem) when (_options.Journal is null)
            {
                throw new BadInputException($"--store {_store.Path}", "", $"expected files that this user may write; allow it, or name another folder with --store DIR ({problem.Message})");
            }
            catch (FolderInUseException busy)
            {
                throw new BadInputException(_store.Path, "", $"expected a store that no other seed has; {(busy.Owner.Length > 0 ? $"process {busy.Owner}" : "another process")} has it");
            }
        }
    }

    private async Task EndTermAsync()
    {
        _state.Follow(null);
        if (_term is { } term) await term.DisposeAsync().ConfigureAwait(false);
        _term = null;
    }

    private NodeDevice[] OpenDevices()
    {
        if (_options.Devices is not { } list) return [];
        NodeDevices devices = new(_options.Settings);
        return [.. devices.Select(list, "--devices").Select(info => new NodeDevice(new DeviceId($"seed/{info.Id}"), devices.Open(info)))];
    }

    [LoggerMessage(LogLevel.Error, "this seed leads and cannot begin yet")]
    private partial void TermFailed(Exception problem);

    [LoggerMessage(LogLevel.Warning, "everybody on this machine can read the tokens in {File}: chmod 600 keeps them out")]
    private partial void TokensReadable(string file);

    private static TokenTable? TokensOf(SeedOptions options)
    {
        if (options.TokenFile is { } file) return TokenTable.Read(file);
        return System.Net.IPAddress.IsLoopback(options.Listen.Address)
            ? null
            : throw new BadInputException($"--listen {options.Listen}", "", "expected --token-file with it, since others can reach this address; or an address of this machine alone, such as 127.0.0.1:7414");
    }
}
