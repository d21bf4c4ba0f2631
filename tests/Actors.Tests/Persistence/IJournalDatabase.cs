using MandelActors.Actors.Persistence.Sql;

namespace MandelActors.Actors.Tests.Persistence;

/// <summary>An empty database of one kind, for the claims that hold for journals in any.</summary>
public interface IJournalDatabase : IDisposable
{
    /// <summary>A journal in it; opened again, it finds what the one before wrote.</summary>
    SqlJournal Open(Action? beforeCommit = null);

    /// <summary>The version of the tables that this program writes.</summary>
    int Version { get; }

    /// <summary>Brings the tables to a version that this program does not know.</summary>
    void Migrate(params string[] further);

    /// <summary>Runs SQL in a session of its own.</summary>
    /// <returns>The first value.</returns>
    object? Execute(string sql);
}
