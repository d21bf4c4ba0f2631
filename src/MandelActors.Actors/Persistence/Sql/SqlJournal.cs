using System.Collections.Concurrent;
using System.Data.Common;

namespace MandelActors.Actors.Persistence.Sql;

/// <summary>
/// A journal in an SQL database. One thread with one connection serves all actors in the order of their requests. Appends that wait together
/// are committed together: one flush to disk for all of them, which is what makes ten thousand events a second possible.
/// </summary>
/// <remarks>Read on in .Queue (the thread), .Connection (what is done when it is lost), .Transactions, .Events and .Snapshots (the statements).</remarks>
public sealed partial class SqlJournal : IEventJournal, IDisposable
{
    private readonly SqlDialect _dialect;
    private readonly string _name;
    private readonly long? _epoch;
    private readonly Action? _beforeCommit;
    private readonly Action<Exception?>? _afterWrite;
    private readonly BlockingCollection<Work> _queue = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly Thread _thread;
    private int _disposed;

    /// <param name="connect">Opens a connection to the database, its tables ready; called again when the connection is lost.</param>
    /// <param name="name">What error messages call it.</param>
    /// <param name="epoch">The term that every write belongs to; null where there is one writer only.</param>
    internal SqlJournal(
        Func<DbConnection> connect, SqlDialect dialect, string name, IEventSerializer serializer, long? epoch, Action? beforeCommit, Action<Exception?>? afterWrite)
    {
        _connect = connect;
        _dialect = dialect;
        _name = name;
        _epoch = epoch;
        _beforeCommit = beforeCommit;
        _afterWrite = afterWrite;
        Serializer = serializer;
        Connect();
        _thread = new Thread(ServeQueue) { IsBackground = true, Name = "journal" };
        _thread.Start();
    }

    public IEventSerializer Serializer { get; }

    /// <summary>
    /// Finishes what was requested, as far as the database can be reached, then closes it. Not to be called from a continuation of one of its own
    /// tasks.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        _queue.CompleteAdding();
        _closing.Cancel();
        _thread.Join();
        Disconnect();
        _queue.Dispose();
        _closing.Dispose();
    }

    /// <summary>For tests: what the journal's own connection answers.</summary>
    internal object? Ask(string sql) => Request(() =>
    {
        using var command = Command(sql);
        return command.ExecuteScalar();
    }).GetAwaiter().GetResult();

    private DbCommand Command(string sql, params (string Name, object Value)[] parameters)
    {
        var command = _connection!.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private void Execute(string sql, params (string Name, object Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        command.ExecuteNonQuery();
    }
}
