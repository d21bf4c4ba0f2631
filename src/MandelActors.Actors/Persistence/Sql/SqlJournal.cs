using System.Collections.Concurrent;
using System.Data.Common;

namespace MandelActors.Actors.Persistence.Sql;

/// <summary>
/// A journal in an SQL database. One thread with one connection serves all actors in the order of their requests. Appends that wait together
/// are committed together: one flush to disk for all of them, which is what makes ten thousand events a second possible.
/// </summary>
/// <remarks>Read on in .Queue (the thread), .Events and .Snapshots (the statements), .Schema.</remarks>
public sealed partial class SqlJournal : IEventJournal, IDisposable
{
    private readonly DbConnection _connection;
    private readonly SqlDialect _dialect;
    private readonly string _name;
    private readonly Action? _beforeCommit;
    private readonly BlockingCollection<Work> _queue = [];
    private readonly Thread _thread;
    private int _disposed;

    /// <param name="connection">Open; owned by the journal from here on.</param>
    /// <param name="name">What error messages call it.</param>
    internal SqlJournal(DbConnection connection, SqlDialect dialect, string name, IEventSerializer serializer, Action? beforeCommit)
    {
        _connection = connection;
        _dialect = dialect;
        _name = name;
        _beforeCommit = beforeCommit;
        Serializer = serializer;
        EnsureSchema();
        _insert = PrepareInsert();
        _thread = new Thread(ServeQueue) { IsBackground = true, Name = "journal" };
        _thread.Start();
    }

    public IEventSerializer Serializer { get; }

    /// <summary>Finishes what was requested, then closes the database. Not to be called from a continuation of one of its own tasks.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        _queue.CompleteAdding();
        _thread.Join();
        _insert.Dispose();
        _connection.Dispose();
        _queue.Dispose();
    }

    private DbCommand Command(string sql, params (string Name, object Value)[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            AddParameter(command, name, value);
        return command;
    }

    private static DbParameter AddParameter(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
        return parameter;
    }

    private void Execute(string sql, params (string Name, object Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        command.ExecuteNonQuery();
    }
}
