using System.Data;
using System.Data.Common;
using System.Diagnostics;

namespace MandelActors.Actors.Persistence.Sql;

/// <content>
/// The connection, and its loss. What was certainly not committed is done again over a new connection, once; what may have been committed fails
/// with <see cref="WriteOutcomeUnknownException"/>.
/// </content>
public sealed partial class SqlJournal
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>How long a request waits for a database that cannot be reached, counted from when it was made.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Func<DbConnection> _connect;
    private DbConnection? _connection;
    private EntryInsert? _insert;
    private (long At, JournalUnusableException Cause)? _lastRefusal;

    private bool IsConnected => _connection is { State: ConnectionState.Open } && _insert is not null;

    /// <summary>Does something over the connection; once more over a new one if the connection was lost and nothing was committed.</summary>
    /// <param name="since">When the request was made, as a timestamp.</param>
    /// <exception cref="JournalUnusableException">The database could not be reached in time; nothing was written.</exception>
    private void WithConnection(long since, Action action)
    {
        EnsureConnected(since);
        try
        {
            Attempt(action);
        }
        catch (DbException cause) when (_dialect.IsLoss(cause))
        {
            EnsureConnected(since);
            Attempt(action);
        }
    }

    private void Attempt(Action action)
    {
        try
        {
            action();
        }
        catch (DbException cause) when (_dialect.IsLoss(cause))
        {
            Disconnect();
            throw;
        }
    }

    private void EnsureConnected(long since)
    {
        var pause = FirstPause;
        while (!IsConnected)
        {
            Disconnect();
            ThrowIfTriedInVain(since);
            try
            {
                Connect();
            }
            catch (JournalUnusableException cause)
            {
                _lastRefusal = (Stopwatch.GetTimestamp(), cause);
                ThrowIfTriedInVain(since);
                _closing.Token.WaitHandle.WaitOne(pause);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    /// <summary>Of many requests that wait for a database that is away, one tries; the others fail with it when their time is over.</summary>
    private void ThrowIfTriedInVain(long since)
    {
        bool isOver = _closing.IsCancellationRequested || Stopwatch.GetElapsedTime(since) >= Patience;
        if (isOver && _lastRefusal is { } refusal && refusal.At >= since)
            throw new JournalUnusableException(refusal.Cause.Message, refusal.Cause);
    }

    private void Connect()
    {
        _connection = _connect();
        try
        {
            _insert = _dialect.PrepareInsert(_connection);
        }
        catch (DbException cause)
        {
            Disconnect();
            throw new JournalUnusableException($"{_name} does not take events: {cause.Message}", cause);
        }
    }

    private void Disconnect()
    {
        _insert?.Dispose();
        _insert = null;
        _connection?.Dispose();
        _connection = null;
    }
}
