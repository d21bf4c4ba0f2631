using MandelActors.Actors.Persistence.Sql;
using MandelActors.Farm.Hosting;
using MandelActors.Farm.Seeds;
using MandelActors.Farm.Store;
using MandelActors.Farm.Tests.Seeds.Observing;
using MandelActors.Protocol.Documents;
using MandelActors.Testing;
using Microsoft.Data.Sqlite;

namespace MandelActors.Farm.Tests.Seeds;

/// <summary>What a seed says whose journal in a file is gone, damaged, or older than the jobs beside it.</summary>
public sealed class LostJournalTests
{
    [Fact]
    public async Task Jobs_whose_journal_is_lost_are_named_and_left_alone()
    {
        await using var seed = await RunningSeed.StartAsync(RunningSeed.WithCpu);
        string job = await CompletedAsync(seed);
        await seed.EndAsync();
        Remove(seed);

        var refusal = await Should.ThrowAsync<BadInputException>(seed.BeginAsync());

        foreach (string says in (string[])[seed.Store, job, "backup", "'jobs'"]) refusal.Message.ShouldContain(says);
        File.Exists(Path.Combine(seed.Store, "journal.db")).ShouldBeFalse();
        Directory.Move(Path.Combine(seed.Store, "jobs"), seed.Folder.Combine("aside"));
        await seed.BeginAsync();
        await CompletedAsync(seed);
        File.Exists(seed.Folder.Combine("aside", job, "film.apng")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_folder_without_finished_work_needs_no_journal()
    {
        await using var seed = await RunningSeed.StartAsync();
        await seed.SubmittedAsync();
        await seed.EndAsync();
        Remove(seed);

        await seed.BeginAsync();
        seed.Host.Leads.ShouldBeTrue();
    }

    [Fact]
    public async Task Jobs_that_are_newer_than_a_restored_journal_are_named_in_the_log()
    {
        await using var seed = await RunningSeed.StartAsync(RunningSeed.WithCpu);
        string known = await CompletedAsync(seed);
        await seed.EndAsync();
        byte[] backup = await File.ReadAllBytesAsync(Path.Combine(seed.Store, "journal.db"));
        await seed.BeginAsync();
        string newer = await CompletedAsync(seed);
        await seed.EndAsync();
        Remove(seed);
        await File.WriteAllBytesAsync(Path.Combine(seed.Store, "journal.db"), backup);

        using LogLines log = new();
        await seed.BeginAsync(options => options with { LogOutput = log });

        string[] Strange() => [.. log.All.Where(line => line.Contains("the journal knows none", StringComparison.Ordinal))];
        await Eventually.TrueAsync(() => Strange().Length > 0, () => string.Join('\n', log.All));
        string said = Strange().ShouldHaveSingleItem();
        said.ShouldContain(newer);
        said.ShouldNotContain(known);
    }

    [Theory]
    [InlineData(0, 200)]
    [InlineData(4096, int.MaxValue)]
    public async Task A_damaged_journal_is_named_with_what_can_be_done(int from, int length)
    {
        await using var seed = await RunningSeed.StartAsync();
        await seed.SubmittedAsync();
        await seed.EndAsync();
        string file = Path.Combine(seed.Store, "journal.db");
        byte[] content = await File.ReadAllBytesAsync(file);
        content.AsSpan(from, Math.Min(length, content.Length - from)).Fill(0x5A);
        await File.WriteAllBytesAsync(file, content);

        var refusal = await Should.ThrowAsync<BadInputException>(seed.BeginAsync());

        foreach (string says in (string[])[file, "damaged", "backup"]) refusal.Message.ShouldContain(says);
        (await File.ReadAllBytesAsync(file)).ShouldBe(content);
    }

    [Fact]
    public async Task A_journal_of_a_newer_version_is_named_with_what_can_be_done()
    {
        await using var seed = await RunningSeed.StartAsync();
        await seed.EndAsync();
        Execute(seed, "UPDATE schema_version SET version = 99").Dispose();

        var refusal = await Should.ThrowAsync<BadInputException>(seed.BeginAsync());

        foreach (string says in (string[])["journal.db", "version 99", "--store DIR"]) refusal.Message.ShouldContain(says);
        refusal.Message.ShouldNotContain("let this user write");
    }

    [Theory]
    [InlineData("journal.db")]
    [InlineData("journal.db-wal")]
    public async Task A_folder_in_the_journals_place_is_named_with_what_can_be_done(string name)
    {
        await using var seed = await RunningSeed.StartAsync();
        await seed.EndAsync();
        string place = Path.Combine(seed.Store, name);
        File.Delete(place);
        Directory.CreateDirectory(place);

        (await Should.ThrowAsync<BadInputException>(seed.BeginAsync())).Message.ShouldContain($"'{place}' is a folder where a file belongs: move it away");
    }

    [Fact]
    public async Task A_journal_that_somebody_holds_is_not_bad_input()
    {
        await using var seed = await RunningSeed.StartAsync();
        await seed.EndAsync();
        using (Execute(seed, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE"))
            (await Should.ThrowAsync<JournalException>(seed.BeginAsync())).Message.ShouldContain("locked");

        await seed.BeginAsync();
    }

    [SkippableFact]
    public void A_journal_that_nobody_may_write_is_bad_input_for_as_long_as_that_is_so()
    {
        Skip.If(Lacking.Mounting is not null, Lacking.Mounting);
        using var disk = SizedTmpfs.Mount(4 << 20);
        SeedStore store = new(Path.Combine(disk.Path, "store"));
        store.Create();
        SqliteJournal.Open(store.Journal, new JobSerializer()).Dispose();
        JournalException closed = new("it would not open", new IOException()) { Defect = JournalDefect.Closed };
        JournalRefusal.Of(store, closed).ShouldBeNull();
        disk.MakeReadOnly();

        Should.Throw<BadInputException>(() => SeedJournal.RequireFile(store)).Message.ShouldContain($"let this user write '{store.Journal}'");
    }

    [Fact]
    public async Task A_store_id_that_is_none_is_named_and_not_replaced()
    {
        await using var seed = await RunningSeed.StartAsync();
        await seed.EndAsync();
        string file = Path.Combine(seed.Store, StoreMarker.FileName);
        await File.WriteAllTextAsync(file, "cafe");

        (await Should.ThrowAsync<BadInputException>(seed.BeginAsync())).Message.ShouldContain(file);
        (await File.ReadAllTextAsync(file)).ShouldBe("cafe");
    }

    private static async Task<string> CompletedAsync(RunningSeed seed)
    {
        string job = await seed.SubmittedAsync();
        await seed.UntilAsync(job, view => view.IsOver);
        return job;
    }

    /// <returns>The session, which keeps what it has.</returns>
    private static SqliteConnection Execute(RunningSeed seed, string sql)
    {
        SqliteConnection session = new($"Data Source={Path.Combine(seed.Store, "journal.db")};Pooling=False");
        session.Open();
        using var command = session.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
        return session;
    }

    private static void Remove(RunningSeed seed)
    {
        foreach (string file in Directory.GetFiles(seed.Store, "journal.db*")) File.Delete(file);
    }
}
