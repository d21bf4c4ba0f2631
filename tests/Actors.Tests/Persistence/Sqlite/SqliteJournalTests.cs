using MandelActors.Actors.Persistence.Sql;
using Microsoft.Data.Sqlite;

namespace MandelActors.Actors.Tests.Persistence.Sqlite;

public sealed class SqliteJournalTests() : JournalTests(new SqliteDatabase())
{
    private SqliteDatabase Own => (SqliteDatabase)Database;

    [Fact]
    public void The_file_is_a_write_ahead_log_with_full_flushes()
    {
        using var journal = Database.Open();

        Database.Execute("PRAGMA journal_mode").ShouldBe("wal");
        journal.Ask("PRAGMA synchronous").ShouldBe(2L);
    }

    [Fact]
    public async Task Nothing_but_the_file_is_left_after_closing()
    {
        using (var journal = Database.Open())
            await journal.AppendAsync([Entry("a", 1)]);

        Directory.GetFiles(Own.Folder.Path).ShouldBe([Own.File]);
    }

    [Fact]
    public void A_file_that_is_no_database_is_named()
    {
        File.WriteAllText(Own.File, new string('x', 5000));

        Should.Throw<JournalUnusableException>(() => Database.Open()).Message.ShouldContain(Own.File);
    }

    [Fact]
    public async Task A_database_cut_in_half_is_reported_and_never_read_as_a_shorter_history()
    {
        using (var journal = Database.Open())
            await journal.AppendAsync([.. Enumerable.Range(1, 2000).Select(i => Entry("a", i, new string('y', 100)))]);
        using (var stream = new FileStream(Own.File, FileMode.Open))
            stream.SetLength(stream.Length / 2);

        var failure = await Record.ExceptionAsync(async () =>
        {
            using var journal = Database.Open();
            await journal.ReadAsync("a", 1, 5000);
        });

        (failure is JournalUnusableException or SqliteException).ShouldBeTrue($"{failure}");
    }

    [Fact]
    public async Task Whether_a_file_ever_took_an_event_is_seen_without_a_trace()
    {
        SqliteJournal.HasEvents(Own.File).ShouldBeFalse();
        File.Exists(Own.File).ShouldBeFalse();
        File.WriteAllBytes(Own.File, []);
        SqliteJournal.HasEvents(Own.File).ShouldBeFalse();
        using (var journal = Database.Open())
        {
            SqliteJournal.HasEvents(Own.File).ShouldBeFalse();
            await journal.AppendAsync([Entry("a", 1)]);
        }

        SqliteJournal.HasEvents(Own.File).ShouldBeTrue();
        Directory.GetFiles(Own.Folder.Path).ShouldBe([Own.File]);
    }

    [Fact]
    public void Damage_is_told_from_what_may_pass()
    {
        File.WriteAllText(Own.File, new string('x', 5000));

        Should.Throw<JournalUnusableException>(() => Database.Open()).Fault.ShouldBe(JournalFault.Damaged);
        Should.Throw<JournalUnusableException>(() => SqliteJournal.HasEvents(Own.File)).Fault.ShouldBe(JournalFault.Damaged);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var refusal = Should.Throw<JournalUnusableException>(() => SqliteJournal.Open(Own.Folder.Combine("no", "journal.db"), new PlainSerializer()));

        refusal.Message.ShouldContain("no");
        refusal.Fault.ShouldBe(JournalFault.Closed);
    }

    [Fact]
    public void A_file_that_somebody_holds_is_waited_for_and_then_unavailable()
    {
        using var holder = Hold();

        Should.Throw<JournalUnusableException>(() => SqliteJournal.HasEvents(Own.File)).Fault.ShouldBe(JournalFault.Unavailable);
    }

    [Fact]
    public void A_newer_version_is_foreign()
    {
        Database.Open().Dispose();
        Database.Execute("UPDATE schema_version SET version = 99");

        Should.Throw<JournalUnusableException>(() => Database.Open()).Fault.ShouldBe(JournalFault.Foreign);
    }

    [SkippableFact]
    public void A_file_that_nobody_may_write_is_closed()
    {
        Skip.IfNot(Lacking.Mounting is null, Lacking.Mounting);
        using var disk = SizedTmpfs.Mount(2 * 1024 * 1024);
        string file = Path.Combine(disk.Path, "journal.db");
        SqliteJournal.Open(file, new PlainSerializer()).Dispose();
        disk.MakeReadOnly();

        Should.Throw<JournalUnusableException>(() => SqliteJournal.HasEvents(file)).Fault.ShouldBe(JournalFault.Closed);
        Should.Throw<JournalUnusableException>(() => SqliteJournal.Open(file, new PlainSerializer())).Fault.ShouldBe(JournalFault.Closed);
    }

    [SkippableFact]
    public void A_file_that_may_only_be_read_is_closed()
    {
        Skip.IfNot(Lacking.Permissions is null, Lacking.Permissions);
        Database.Open().Dispose();
        File.SetAttributes(Own.File, FileAttributes.ReadOnly);

        Should.Throw<JournalUnusableException>(() => SqliteJournal.HasEvents(Own.File)).Fault.ShouldBe(JournalFault.Closed);
        Should.Throw<JournalUnusableException>(() => Database.Open()).Fault.ShouldBe(JournalFault.Closed);
        Directory.GetFiles(Own.Folder.Path).ShouldBe([Own.File]);
    }

    private SqliteConnection Hold()
    {
        SqliteConnection holder = new($"Data Source={Own.File};Pooling=False");
        holder.Open();
        using var command = holder.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();
        return holder;
    }
}
