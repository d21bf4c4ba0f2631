using Microsoft.Extensions.Logging;
using Npgsql;

namespace MandelActors.Farm.Leadership;

/// <summary>
/// Leadership among seeds that share a PostgreSQL database. The lead belongs to the session that holds an advisory lock; its seed begins a term with
/// a higher epoch, which shuts out the writes of all terms before, and renews it every second.
/// </summary>
/// <remarks>
/// Three nets, each for what slips through the one before: the lock, for seeds that die; the lease, for seeds that are halted or cut off; the epoch,
/// for whatever a former leader still had under way. Why so: src/decisions/0014-leadership.md.
/// </remarks>
public sealed class PostgresLeadership : ILeadership
{
    private static readonly LeadershipState.Following Nobody = new(Leader: null);

    private readonly string _connectionString;
    private readonly SeedIdentity _seed;
    private readonly LeadershipSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly StateFeed _feed = new(Nobody);
    private readonly LeaderPulse _pulse;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private volatile LeaderTerm? _term;
    private long _ownEpoch;
    private int _disposed;

    private PostgresLeadership(string connectionString, SeedIdentity seed, LeadershipSettings settings, TimeProvider time, ILogger log)
    {
        _connectionString = connectionString;
        _seed = seed;
        _settings = settings;
        _time = time;
        _log = log;
        _pulse = new LeaderPulse(time);
        _running = Task.Run(RunAsync);
    }

    public LeadershipState State => _term is { IsOver: false } term ? term.State : _feed.Last as LeadershipState.Following ?? Nobody;

    /// <summary>Takes part from now on: a standby until it finds that nobody leads. A database that is away is waited for.</summary>
    /// <param name="connectionString">Npgsql's; the database has the journal's tables.</param>
    /// <param name="seed">This seed, as the others are to name it to clients.</param>
    /// <param name="time">Only its monotonic clock is asked.</param>
    /// <exception cref="ArgumentException">The times do not fit together, or the seed's address is not absolute.</exception>
    public static PostgresLeadership Start(
        string connectionString, SeedIdentity seed, LeadershipSettings settings, TimeProvider time, ILogger<PostgresLeadership> log)
    {
        if (!seed.Address.IsAbsoluteUri) throw new ArgumentException($"'{seed.Address}' is no absolute address", nameof(seed));
        if (settings.RenewEvery + settings.AnswerWithin >= settings.StepDownAfter)
            throw new ArgumentException("a leader must have time for a renewal and its answer before it steps down", nameof(settings));
        if (settings.StepDownAfter >= settings.DeposeAfter)
            throw new ArgumentException("a leader must step down before it is deposed", nameof(settings));
        return new PostgresLeadership(connectionString, seed, settings, time, log);
    }

    public IAsyncEnumerable<LeadershipState> WatchAsync(CancellationToken stop = default) => _feed.WatchAsync(stop);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _feed.End();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using var session = await LeaderSession.OpenAsync(_connectionString, _settings).ConfigureAwait(false);
                await TakePartAsync(session).ConfigureAwait(false);
            }
            catch (Exception cause)
            {
                // Whatever it was, the session is over, and with it the lead; another session is tried for as long as this seed takes part.
                _feed.Publish(Nobody);
                if (!_stop.IsCancellationRequested) _log.LogWarning("The database that says who leads was lost: {Cause}", Explain(cause));
            }

            await Task.Delay(_settings.PollEvery, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Follows until it leads, and leads until the term is over.</summary>
    private async Task TakePartAsync(LeaderSession session)
    {
        while (!_stop.IsCancellationRequested)
        {
            if (await session.TryLockAsync().ConfigureAwait(false))
            {
                await LeadAsync(session).ConfigureAwait(false);
                return;
            }

            var sighting = await session.LookAsync().ConfigureAwait(false);
            _pulse.See(sighting);
            bool isSilent = _pulse.Silence >= _settings.DeposeAfter;
            _feed.Publish(isSilent ? Nobody : new LeadershipState.Following(sighting.Leader));
            if (isSilent && await session.DeposeAsync(sighting).ConfigureAwait(false))
            {
                _log.LogWarning("Deposed {Leader}, silent for {Silence} in term {Epoch}", sighting.Leader?.Name, _pulse.Silence, sighting.Epoch);
                continue;
            }

            await HintAsync(session, _settings.PollEvery).ConfigureAwait(false);
        }
    }

    /// <summary>One term, from the lock that is held to its end; the lead is down before the session, and with it the lock, is let go.</summary>
    private async Task LeadAsync(LeaderSession session)
    {
        var former = await session.LookAsync().ConfigureAwait(false);
        _pulse.See(former);
        long begun = _time.GetTimestamp();
        long epoch = await session.BeginTermAsync(_seed).ConfigureAwait(false);
        LeaderTerm term = new(epoch, begun, _settings.StepDownAfter, _time);
        bool isFormerDown = former.Leader is null || former.Epoch == _ownEpoch;
        _ownEpoch = epoch;
        using CancellationTokenSource ended = new();
        var lease = EndWithLeaseAsync(term, ended.Token);
        try
        {
            while (await RenewAsync(session, term).ConfigureAwait(false))
            {
                // The former leader cannot renew any more, but until its lease has run out it may believe that it leads.
                var left = isFormerDown ? TimeSpan.Zero : _settings.DeposeAfter - _pulse.SinceBeat;
                if (_term is null && left <= TimeSpan.Zero)
                {
                    _term = term;
                    _feed.Publish(term.State);
                    _log.LogInformation("This seed leads: term {Epoch}", epoch);
                }

                await HintAsync(session, _term is null && left < _settings.RenewEvery ? left : _settings.RenewEvery).ConfigureAwait(false);
            }
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await lease.ConfigureAwait(false);
            StepDown(term);
        }

        if (_stop.IsCancellationRequested) await session.ResignAsync(epoch).ConfigureAwait(false);
    }

    /// <summary>The driver may wait long for a database that is cut off, whatever it was told: nodes and clients shall not wait with it for another seed.</summary>
    private async Task EndWithLeaseAsync(LeaderTerm term, CancellationToken ended)
    {
        while (!term.IsOver)
        {
            await Task.Delay(term.Left, _time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.IsCancellationRequested) return;
        }

        StepDown(term);
    }

    private void StepDown(LeaderTerm term)
    {
        _term = null;
        _feed.Publish(Nobody);
        if (term.End()) _log.LogInformation("This seed's term {Epoch} is over", term.State.Epoch);
    }

    /// <returns>False when the term ends: this seed stops, another term has begun, or the lease ran out.</returns>
    private async Task<bool> RenewAsync(LeaderSession session, LeaderTerm term)
    {
        long begun = _time.GetTimestamp();
        return !_stop.IsCancellationRequested && await session.RenewAsync(term.State.Epoch).ConfigureAwait(false) && term.TryRenew(begun);
    }

    private async Task HintAsync(LeaderSession session, TimeSpan atMost)
    {
        try
        {
            await session.AwaitHintAsync(atMost, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // No hint needed any more.
        }
    }

    private static string Explain(Exception cause) =>
        (cause is PostgresException refusal ? refusal.MessageText : (cause.InnerException ?? cause).Message).ReplaceLineEndings(" ");
}
