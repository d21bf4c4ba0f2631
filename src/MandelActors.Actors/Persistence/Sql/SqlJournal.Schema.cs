using System.Globalization;

namespace MandelActors.Actors.Persistence.Sql;

/// <content>The tables.</content>
public sealed partial class SqlJournal
{
    /// <summary>The version of the tables this program writes and reads.</summary>
    public const int SchemaVersion = 1;

    private void EnsureSchema()
    {
        Execute(_dialect.Begin);
        var tables = Tables();
        if (tables.Count == 0)
        {
            Execute(_dialect.CreateSchema);
            Execute("INSERT INTO schema_version (version) VALUES (@version)", ("@version", SchemaVersion));
        }

        Execute("COMMIT");
        if (tables.Count > 0)
            CheckSchema(tables);
    }

    private void CheckSchema(SortedSet<string> tables)
    {
        if (!tables.Contains("schema_version"))
            throw new JournalUnusableException($"'{_name}' is a database of another program: it has the tables {string.Join(", ", tables)}");
        using var command = Command("SELECT version FROM schema_version");
        long version = Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (version != SchemaVersion)
        {
            throw new JournalUnusableException(
                $"'{_name}' has schema version {version}, and this program reads version {SchemaVersion}: use the program that wrote it, or a newer one");
        }
    }

    /// <summary>For tests: what the journal's own connection is set to.</summary>
    internal long Pragma(string name) => Request(() =>
    {
        using var command = Command($"PRAGMA {name}");
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }).GetAwaiter().GetResult();

    private SortedSet<string> Tables()
    {
        using var command = Command(_dialect.TableNames);
        using var reader = command.ExecuteReader();
        var names = new SortedSet<string>(StringComparer.Ordinal);
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }
}
