using System.Data.Common;
using System.Globalization;

namespace MandelActors.Actors.Persistence.Sql;

/// <summary>The tables of a journal, brought to the version this program writes and reads.</summary>
internal static class SqlSchema
{
    /// <summary>What a database of any version has; one that has others only belongs to another program.</summary>
    private static readonly string[] AlwaysThere = ["schema_version", "journal", "snapshot"];

    /// <summary>Creates or migrates the tables in one transaction; of several processes that try at once, one does.</summary>
    /// <param name="name">What error messages call the database.</param>
    /// <exception cref="JournalUnusableException">It is another program's database, or of a newer version; nothing was changed.</exception>
    public static void Ensure(DbConnection connection, SqlDialect dialect, string name)
    {
        Execute(connection, dialect.BeginMigration);
        try
        {
            long version = Version(connection, dialect, name);
            for (long next = version; next < dialect.Migrations.Count; next++)
                Execute(connection, dialect.Migrations[(int)next]);
            if (version < dialect.Migrations.Count)
                Record(connection, dialect.Migrations.Count);
            Execute(connection, "COMMIT");
        }
        catch (JournalUnusableException)
        {
            Execute(connection, "ROLLBACK");
            throw;
        }
    }

    /// <summary>0 for a database without tables.</summary>
    private static long Version(DbConnection connection, SqlDialect dialect, string name)
    {
        var tables = Tables(connection, dialect);
        if (tables.Count == 0)
            return 0;
        if (!tables.IsSupersetOf(AlwaysThere))
            throw new JournalUnusableException($"{name} is a database of another program: it has the tables {string.Join(", ", tables)}") { Fault = JournalFault.Foreign };
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT version FROM schema_version";
        long version = Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        int known = dialect.Migrations.Count;
        if (version > known)
        {
            throw new JournalUnusableException(
                $"{name} has schema version {version}, and this program knows versions up to {known}: use the program that wrote it, or a newer one")
            {
                Fault = JournalFault.Foreign,
            };
        }

        return version;
    }

    private static SortedSet<string> Tables(DbConnection connection, SqlDialect dialect)
    {
        using var command = connection.CreateCommand();
        command.CommandText = dialect.TableNames;
        using var reader = command.ExecuteReader();
        var names = new SortedSet<string>(StringComparer.Ordinal);
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }

    private static void Record(DbConnection connection, int version) => Execute(
        connection, string.Create(CultureInfo.InvariantCulture, $"DELETE FROM schema_version; INSERT INTO schema_version (version) VALUES ({version})"));

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
