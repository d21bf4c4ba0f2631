using MandelActors.Actors.Persistence;
using MandelActors.Actors.Persistence.Sql;
using Microsoft.Data.Sqlite;

namespace MandelActors.Actors.Tests.Persistence;

public sealed class SqliteJournalTests : IDisposable
{
    private static readonly DateTimeOffset Then = new(2030, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private string File => _folder.Combine("journal.db");

    public void Dispose() => _folder.Dispose();

    private SqlJournal Open(Action? beforeCommit = null) => SqliteJournal.Open(File, new PlainSerializer(), beforeCommit);

    private static JournalEntry Entry(string id, long number, string payload = "x") => new(id, number, "text.v1", payload, Then);

    private SqliteConnection Connect()
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }

    private T Query<T>(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (T)command.ExecuteScalar()!;
    }

    [Fact]
    public async Task Entries_come_back_as_they_were_written()
    {
        var entry = new JournalEntry("job-ä", 1, "frame-completed.v1", """{"frame": 7, "name": "Mandelbrötchen 🥨"}""", Then);
        using (var journal = Open())
            await journal.AppendAsync([entry]);

        using var again = Open();
        (await again.ReadAsync("job-ä", 1, 10)).ShouldBe([entry]);
    }

    [Fact]
    public void The_file_is_a_write_ahead_log_with_full_flushes()
    {
        using var journal = Open();

        Query<string>("PRAGMA journal_mode").ShouldBe("wal");
        journal.Pragma("synchronous").ShouldBe(2);
    }

    [Fact]
    public async Task Payloads_are_readable_with_any_sqlite_tool()
    {
        using var journal = Open();
        await journal.AppendAsync([Entry("a", 1, """{"frame":7}""")]);

        Query<string>("SELECT typeof(payload) || ' ' || payload || ' ' || written_at FROM journal")
            .ShouldBe("""text {"frame":7} 2030-01-02T03:04:05.6780000Z""");
    }

    [Fact]
    public async Task Waiting_appends_share_a_commit()
    {
        int commits = 0;
        using var gate = new ManualResetEventSlim();
        using var journal = Open(() =>
        {
            Interlocked.Increment(ref commits);
            gate.Wait();
        });
        var first = journal.AppendAsync([Entry("first", 1)]);
        while (Volatile.Read(ref commits) == 0)
            await Task.Yield();

        Task[] waiting = [.. Enumerable.Range(1, 1000).Select(i => journal.AppendAsync([Entry($"id {i}", 1)]))];
        gate.Set();
        await first;
        await Task.WhenAll(waiting);

        commits.ShouldBe(2);
        Query<long>("SELECT count(*) FROM journal").ShouldBe(1001);
    }

    [Fact]
    public async Task The_hook_is_called_inside_the_transaction_before_the_commit()
    {
        long seenByOthers = -1;
        using var journal = Open(() => seenByOthers = Query<long>("SELECT count(*) FROM journal"));

        await journal.AppendAsync([Entry("a", 1)]);

        seenByOthers.ShouldBe(0);
        Query<long>("SELECT count(*) FROM journal").ShouldBe(1);
    }

    [Fact]
    public async Task A_failing_commit_leaves_nothing_behind_and_the_journal_usable()
    {
        bool fail = true;
        using var journal = Open(() =>
        {
            if (fail)
                throw new DeliberateException();
        });

        await Should.ThrowAsync<DeliberateException>(journal.AppendAsync([Entry("a", 1), Entry("a", 2)]));
        fail = false;
        await journal.AppendAsync([Entry("a", 1, "again")]);

        (await journal.ReadAsync("a", 1, 10)).Select(e => e.Payload).ShouldBe(["again"]);
    }

    [Fact]
    public async Task A_read_sees_every_append_requested_before_it()
    {
        using var journal = Open();

        for (int i = 1; i <= 50; i++)
        {
            _ = journal.AppendAsync([Entry("a", i)]);
            (await journal.ReadAsync("a", 1, 1000)).Count.ShouldBe(i);
        }
    }

    [Fact]
    public async Task Requests_after_closing_fail_and_those_before_are_finished()
    {
        var journal = Open();
        Task[] before = [.. Enumerable.Range(1, 100).Select(i => journal.AppendAsync([Entry("a", i)]))];

        journal.Dispose();

        await Task.WhenAll(before);
        await Should.ThrowAsync<ObjectDisposedException>(journal.AppendAsync([Entry("a", 101)]));
        global::System.IO.File.Exists(File + "-wal").ShouldBeFalse();
    }

    [Fact]
    public void A_file_that_is_no_database_is_named()
    {
        global::System.IO.File.WriteAllText(File, new string('x', 5000));

        Should.Throw<JournalUnusableException>(() => Open()).Message.ShouldContain(File);
    }

    [Fact]
    public async Task A_database_cut_in_half_is_reported_and_never_read_as_a_shorter_history()
    {
        using (var journal = Open())
            await journal.AppendAsync([.. Enumerable.Range(1, 2000).Select(i => Entry("a", i, new string('y', 100)))]);
        using (var stream = new FileStream(File, FileMode.Open))
            stream.SetLength(stream.Length / 2);

        var failure = await Record.ExceptionAsync(async () =>
        {
            using var journal = Open();
            await journal.ReadAsync("a", 1, 5000);
        });

        (failure is JournalUnusableException or SqliteException).ShouldBeTrue($"{failure}");
    }

    [Fact]
    public void Another_programs_database_is_left_alone()
    {
        using (var connection = Connect())
        {
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE recipes (name TEXT)";
            command.ExecuteNonQuery();
        }

        Should.Throw<JournalUnusableException>(() => Open()).Message.ShouldContain("recipes");
    }

    [Fact]
    public void A_newer_schema_is_refused_with_both_versions()
    {
        Open().Dispose();
        using (var connection = Connect())
        {
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE schema_version SET version = 7";
            command.ExecuteNonQuery();
        }

        string message = Should.Throw<JournalUnusableException>(() => Open()).Message;
        message.ShouldContain("7");
        message.ShouldContain("1");
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named() =>
        Should.Throw<JournalUnusableException>(() => SqliteJournal.Open(_folder.Combine("no", "journal.db"), new PlainSerializer()))
            .Message.ShouldContain("no");
}
