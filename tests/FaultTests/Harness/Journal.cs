using System.Text;
using System.Text.Json;

using MandelActors.Testing;

using Microsoft.Data.Sqlite;

namespace MandelActors.FaultTests.Harness;

/// <summary>What a job's journal says, read without the program and without touching the original.</summary>
/// <param name="Events">In the order they were written.</param>
internal sealed record Journal(IReadOnlyList<JournalEvent> Events)
{
    private static readonly string[] Endings = ["", "-wal", "-journal"];

    static Journal() => SQLitePCL.Batteries.Init();

    /// <summary>Frames that count as done: completed, and not invalidated since.</summary>
    public IReadOnlySet<int> Done
    {
        get
        {
            HashSet<int> done = [];
            foreach (JournalEvent entry in Events)
            {
                if (entry.Completes) done.Add(entry.Frame);
                if (entry.Invalidates) done.Remove(entry.Frame);
            }

            return done;
        }
    }

    /// <summary>Frames that were invalidated, with repetitions, in order.</summary>
    public IReadOnlyList<int> Invalidated => [.. Events.Where(entry => entry.Invalidates).Select(entry => entry.Frame).Order()];

    /// <summary>The events of one job of a farm.</summary>
    public Journal Of(string job) => new([.. Events.Where(entry => entry.PersistenceId == $"job-{job}")]);

    /// <summary>Reads a copy: opening a killed process's journal repairs it, and the evidence must stay as it is. Of one that is written to meanwhile the files are copied again until they belong together.</summary>
    /// <param name="path">The database; a missing one is an empty journal.</param>
    public static Journal Read(string path)
    {
        if (!File.Exists(path)) return new Journal([]);
        using TemporaryFolder copy = new();
        string database = copy.Combine("journal.db");
        string before;
        do
        {
            before = Stamps(path);
            foreach (string ending in Endings)
            {
                File.Delete(database + ending);
                if (File.Exists(path + ending)) File.Copy(path + ending, database + ending);
            }
        }
        while (Stamps(path) != before);

        using SqliteConnection connection = new($"Data Source={database};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = 'journal'";
        if ((long)command.ExecuteScalar()! == 0) return new Journal([]);
        command.CommandText = "SELECT persistence_id, sequence_nr, manifest, payload FROM journal ORDER BY rowid";
        using SqliteDataReader rows = command.ExecuteReader();
        List<JournalEvent> events = [];
        while (rows.Read()) events.Add(new JournalEvent(rows.GetString(0), rows.GetInt64(1), rows.GetString(2), Json(rows.GetValue(3))));
        return new Journal(events);
    }

    /// <summary>What a journal in PostgreSQL says.</summary>
    public static Journal Read(PostgresCluster server, string database)
    {
        object rows = server.Execute(database, "SELECT coalesce(json_agg(json_build_array(persistence_id, sequence_nr, manifest, payload) ORDER BY ordering), '[]')::text FROM journal")!;
        using JsonDocument document = JsonDocument.Parse((string)rows);
        return new Journal([.. document.RootElement.EnumerateArray().Select(row =>
            new JournalEvent(row[0].GetString()!, row[1].GetInt64(), row[2].GetString()!, Json(row[3].GetString()!)))]);
    }

    /// <summary>Sizes and times of a journal's files.</summary>
    private static string Stamps(string path) =>
        string.Join(' ', Endings.Select(ending => new FileInfo(path + ending)).Select(file => file.Exists ? $"{file.Length} {file.LastWriteTimeUtc.Ticks}" : "-"));

    private static JsonElement Json(object payload)
    {
        string text = payload is byte[] utf8 ? Encoding.UTF8.GetString(utf8) : (string)payload;
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
