using System.Text;
using MandelActors.Actors.Persistence;
using MandelActors.Actors.Persistence.Sql;

namespace MandelActors.Actors.Tests.Persistence;

/// <summary>What holds for a journal in any database.</summary>
public abstract class JournalTests(IJournalDatabase database) : IAsyncLifetime
{
    private static readonly DateTimeOffset Then = new(2030, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    protected IJournalDatabase Database { get; } = database;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        Database.Dispose();
        return Task.CompletedTask;
    }

    protected static JournalEntry Entry(string id, long number, string payload = "x") => new(id, number, "text.v1", Encoding.UTF8.GetBytes(payload), Then);

    protected static string TextOf(JournalEntry entry) => Encoding.UTF8.GetString(entry.Payload);

    [SkippableFact]
    public async Task Entries_come_back_as_they_were_written()
    {
        var entry = Entry("job-ä", 1, """{"frame": 7, "name": "Mandelbrötchen 🥨"}""") with { Manifest = "frame-completed.v1" };
        using (var journal = Database.Open())
            await journal.AppendAsync([entry]);

        using var again = Database.Open();
        var read = (await again.ReadAsync("job-ä", 1, 10)).ShouldHaveSingleItem();
        TextOf(read).ShouldBe(TextOf(entry));
        (read with { Payload = entry.Payload }).ShouldBe(entry);
    }

    [SkippableFact]
    public async Task Payloads_are_readable_with_any_tool_of_the_database()
    {
        using var journal = Database.Open();
        await journal.AppendAsync([Entry("a", 1, """{"frame":7}""")]);
        await journal.SaveSnapshotAsync(Entry("a", 1, """{"name":"Mandelbrötchen 🥨"}"""));

        Database.Execute("SELECT payload || ' ' || written_at FROM journal").ShouldBe("""{"frame":7} 2030-01-02T03:04:05.6780000Z""");
        Database.Execute("SELECT payload FROM snapshot").ShouldBe("""{"name":"Mandelbrötchen 🥨"}""");
    }

    [SkippableFact]
    public async Task What_any_tool_of_the_database_wrote_as_text_is_read()
    {
        using var journal = Database.Open();
        foreach (string table in (string[])["journal", "snapshot"])
            Database.Execute($"INSERT INTO {table} (persistence_id, sequence_nr, manifest, payload, written_at) VALUES ('a', 1, 'text.v1', 'Brötchen 🥨', '2030-01-02T03:04:05.6780000Z')");

        TextOf((await journal.ReadAsync("a", 1, 10)).ShouldHaveSingleItem()).ShouldBe("Brötchen 🥨");
        TextOf((await journal.LoadSnapshotAsync("a")).ShouldNotBeNull()).ShouldBe("Brötchen 🥨");
    }

    [SkippableFact]
    public async Task Waiting_appends_share_a_commit()
    {
        int commits = 0;
        using var gate = new ManualResetEventSlim();
        using var journal = Database.Open(() =>
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
        Database.Execute("SELECT count(*) FROM journal").ShouldBe(1001L);
    }

    [SkippableFact]
    public async Task The_hook_is_called_inside_the_transaction_before_the_commit()
    {
        long seenByOthers = -1;
        using var journal = Database.Open(() => seenByOthers = (long)Database.Execute("SELECT count(*) FROM journal")!);

        await journal.AppendAsync([Entry("a", 1)]);

        seenByOthers.ShouldBe(0);
        Database.Execute("SELECT count(*) FROM journal").ShouldBe(1L);
    }

    [SkippableFact]
    public async Task A_failing_commit_leaves_nothing_behind_and_the_journal_usable()
    {
        bool fail = true;
        using var journal = Database.Open(() =>
        {
            if (fail)
                throw new DeliberateException();
        });

        await Should.ThrowAsync<DeliberateException>(journal.AppendAsync([Entry("a", 1), Entry("a", 2)]));
        fail = false;
        await journal.AppendAsync([Entry("a", 1, "again")]);

        (await journal.ReadAsync("a", 1, 10)).Select(TextOf).ShouldBe(["again"]);
    }

    [SkippableFact]
    public async Task A_read_sees_every_append_requested_before_it()
    {
        using var journal = Database.Open();

        for (int i = 1; i <= 50; i++)
        {
            _ = journal.AppendAsync([Entry("a", i)]);
            (await journal.ReadAsync("a", 1, 1000)).Count.ShouldBe(i);
        }
    }

    [SkippableFact]
    public async Task Requests_after_closing_fail_and_those_before_are_finished()
    {
        var journal = Database.Open();
        Task[] before = [.. Enumerable.Range(1, 100).Select(i => journal.AppendAsync([Entry("a", i)]))];

        journal.Dispose();

        await Task.WhenAll(before);
        await Should.ThrowAsync<ObjectDisposedException>(journal.AppendAsync([Entry("a", 101)]));
    }

    [SkippableFact]
    public void Another_programs_database_is_left_alone()
    {
        Database.Execute("CREATE TABLE recipes (name TEXT); CREATE TABLE schema_version (version INTEGER)");

        Should.Throw<JournalUnusableException>(() => Database.Open()).Message.ShouldContain("recipes");
        Should.Throw<Exception>(() => Database.Execute("SELECT count(*) FROM journal"));
    }

    [SkippableFact]
    public void A_newer_schema_is_refused_with_both_versions()
    {
        Database.Open().Dispose();
        Database.Migrate("ALTER TABLE journal ADD COLUMN note TEXT", "ALTER TABLE snapshot ADD COLUMN note TEXT");

        string message = Should.Throw<JournalUnusableException>(() => Database.Open()).Message;

        message.ShouldContain($"schema version {Database.Version + 2}");
        message.ShouldContain($"versions up to {Database.Version}");
    }

    [SkippableFact]
    public async Task A_migration_keeps_what_was_written()
    {
        using (var journal = Database.Open())
            await journal.AppendAsync([Entry("a", 1)]);

        Database.Migrate("ALTER TABLE journal ADD COLUMN note TEXT DEFAULT 'none'");

        Database.Execute("SELECT persistence_id || note FROM journal").ShouldBe("anone");
    }

    [SkippableFact]
    public async Task Of_many_that_open_at_once_one_makes_the_tables_and_one_migrates_them()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Database.Open().Dispose())));
        Database.Execute("SELECT count(*) FROM schema_version").ShouldBe(1L);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Database.Migrate("INSERT INTO snapshot VALUES ('migrated', 1, '', '', '')"))));
        Database.Execute("SELECT count(*) FROM snapshot").ShouldBe(1L);
    }

    [SkippableFact]
    public void A_migration_that_fails_leaves_the_version_before_it()
    {
        Database.Open().Dispose();

        Should.Throw<JournalUnusableException>(() => Database.Migrate("CREATE TABLE notes (text TEXT)", "CREATE TABLE journal (again TEXT)"));

        Database.Open().Dispose();
        Should.Throw<Exception>(() => Database.Execute("SELECT count(*) FROM notes"));
    }

    [SkippableFact]
    public async Task The_newest_snapshot_is_loaded_and_the_others_can_be_removed()
    {
        using var journal = Database.Open();
        await journal.SaveSnapshotAsync(Entry("a", 5, "five"));
        await journal.SaveSnapshotAsync(Entry("a", 9, "nine"));
        await journal.SaveSnapshotAsync(Entry("a", 9, "nine again"));
        await journal.SaveSnapshotAsync(Entry("b", 11, "another's"));

        var newest = (await journal.LoadSnapshotAsync("a")).ShouldNotBeNull();
        (newest.SequenceNr, TextOf(newest)).ShouldBe((9, "nine again"));
        await journal.DeleteSnapshotsAsync("a", 8);
        Database.Execute("SELECT count(*) FROM snapshot").ShouldBe(2L);
        await journal.DeleteSnapshotsAsync("a", 9);
        (await journal.LoadSnapshotAsync("a")).ShouldBeNull();
    }
}
