using System.Diagnostics.CodeAnalysis;
using MandelActors.Farm.Hosting;
using MandelActors.Farm.Seeds;
using MandelActors.Farm.Store;
using MandelActors.Farm.Tests.Leadership;
using MandelActors.Protocol.Documents;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Seeds;

/// <summary>Which store goes with which journal in PostgreSQL, told by seeds that run.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The folder is disposed of by the test framework.")]
public sealed class StoreAndJournalTests(PostgresServer server) : IClassFixture<PostgresServer>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task A_seed_with_another_store_is_refused_and_takes_no_part()
    {
        string database = server.Cluster.NewDatabase();
        await using (await StartAsync("a", database))
        {
        }

        object? epoch = server.Cluster.Execute(database, "SELECT epoch FROM writer_epoch");
        var refusal = await Should.ThrowAsync<BadInputException>(StartAsync("b", database));

        foreach (string says in (string[])[Store("a"), Store("b"), StoreMarker.Read(Store("a"))!, StoreMarker.Read(Store("b"))!, $"'{database}'", "--store"]) refusal.Message.ShouldContain(says);
        refusal.Message.ShouldNotContain(PostgresCluster.Password);
        server.Cluster.Execute(database, "SELECT epoch FROM writer_epoch").ShouldBe(epoch);
        File.Exists(Path.Combine(Store("b"), StoreJournal.FileName)).ShouldBeFalse();
        await using var again = await LeadAsync("a", database);
    }

    [SkippableFact]
    public async Task A_store_may_be_moved_and_its_database_renamed()
    {
        string database = server.Cluster.NewDatabase();
        await using (await StartAsync("a", database))
        {
        }

        Directory.Move(Store("a"), Store("moved"));
        server.Cluster.Execute("postgres", $"ALTER DATABASE {database} RENAME TO {database}_moved");

        await using var seed = await LeadAsync("moved", database + "_moved");
        server.Cluster.Execute(database + "_moved", "SELECT owner_place FROM journal_owner").ShouldBe(Store("moved"));
    }

    [SkippableFact]
    public async Task A_folder_takes_the_place_of_a_lost_store_with_its_id()
    {
        string database = server.Cluster.NewDatabase();
        await using (await StartAsync("a", database))
        {
        }

        string id = StoreMarker.Read(Store("a"))!;
        Directory.Delete(Store("a"), recursive: true);
        Directory.CreateDirectory(Store("new"));
        await File.WriteAllTextAsync(Path.Combine(Store("new"), StoreMarker.FileName), id + "\n");

        await using var seed = await LeadAsync("new", database);
    }

    [SkippableFact]
    public async Task Of_many_stores_that_come_to_a_database_at_once_it_takes_one()
    {
        string database = server.Cluster.NewDatabase();
        SeedStore[] stores = [.. Enumerable.Range(0, 6).Select(number => Made($"s{number}"))];

        Exception?[] ends = await Task.WhenAll(stores.Select(store => Record.ExceptionAsync(() => Task.Run(() => AttachAsync(store, database)))));

        ends.Count(end => end is null).ShouldBe(1, string.Join('\n', ends.Select(end => end?.Message)));
        ends.Where(end => end is not null).ShouldAllBe(end => end is BadInputException);
        server.Cluster.Execute(database, "SELECT owner_id FROM journal_owner").ShouldBe(StoreMarker.Read(stores[Array.IndexOf(ends, null)].Path));
    }

    [SkippableFact]
    public async Task Many_seeds_may_come_at_once_to_a_fresh_store_and_database()
    {
        string database = server.Cluster.NewDatabase();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => AttachAsync(Made("a"), database))));

        StoreJournal.Read(Store("a"))!.Id.ShouldBe(server.Cluster.Execute(database, "SELECT journal_id FROM journal_owner"));
    }

    [SkippableFact]
    public async Task A_database_of_an_earlier_version_takes_the_first_store_that_comes()
    {
        string database = server.Cluster.NewDatabase();
        await using (var first = await LeadAsync("a", database)) await SubmitAsync(first);
        server.Cluster.Execute(database, "DROP TABLE journal_owner; UPDATE schema_version SET version = 1");
        File.Delete(Path.Combine(Store("a"), StoreJournal.FileName));

        await using (await StartAsync("a", database))
        {
        }

        await Should.ThrowAsync<BadInputException>(StartAsync("b", database));
    }

    [SkippableFact]
    public async Task A_store_whose_jobs_are_in_a_database_takes_no_seed_without_it_nor_with_another()
    {
        string database = server.Cluster.NewDatabase(), other = server.Cluster.NewDatabase();
        await using (await StartAsync("a", database))
        {
        }

        var without = await Should.ThrowAsync<BadInputException>(StartAsync("a"));
        var another = await Should.ThrowAsync<BadInputException>(StartAsync("a", other));

        foreach (string says in (string[])[Store("a"), $"'{database}'", "--journal"])
        {
            without.Message.ShouldContain(says);
            another.Message.ShouldContain(says);
        }

        another.Message.ShouldContain($"'{other}'");
        File.Exists(Path.Combine(Store("a"), "journal.db")).ShouldBeFalse();
        server.Cluster.Execute(other, "SELECT count(*) FROM journal_owner").ShouldBe(0L);
    }

    [SkippableFact]
    public async Task A_store_whose_jobs_are_in_a_file_takes_no_database_that_has_none_of_them()
    {
        string database = server.Cluster.NewDatabase();
        await using (var seed = await StartAsync("a")) await SubmitAsync(seed);

        var refusal = await Should.ThrowAsync<BadInputException>(StartAsync("a", database));

        foreach (string says in (string[])[Path.Combine(Store("a"), "journal.db"), $"'{database}'", "without --journal"]) refusal.Message.ShouldContain(says);
        foreach (string file in Directory.GetFiles(Store("a"), "journal.db*")) File.Move(file, _folder.Combine(Path.GetFileName(file)));
        Directory.Move(Path.Combine(Store("a"), "jobs"), _folder.Combine("jobs"));
        await using var after = await LeadAsync("a", database);
    }

    [SkippableFact]
    public async Task A_journal_file_without_jobs_keeps_no_database_out()
    {
        await using (await StartAsync("a"))
        {
        }

        File.Exists(Path.Combine(Store("a"), "journal.db")).ShouldBeTrue();
        await using var seed = await LeadAsync("a", server.Cluster.NewDatabase());
    }

    [SkippableFact]
    public async Task A_database_cannot_come_to_a_store_that_a_seed_without_one_has()
    {
        string database = server.Cluster.NewDatabase();
        await using var seed = await LeadAsync("a");
        ManualTimeProvider clock = new();

        var attach = SeedJournal.AttachAsync(Made("a"), server.Cluster.ConnectionString(database), clock, CancellationToken.None);
        await Eventually.TrueAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return attach.IsCompleted;
            },
            () => "it goes on waiting");

        (await Should.ThrowAsync<BadInputException>(attach)).Message.ShouldContain($"process {Environment.ProcessId}");
        StoreJournal.Read(Store("a")).ShouldBeNull();
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_found_without_the_stores_lock()
    {
        var store = Made("a");
        using var held = store.Lock();

        (await Should.ThrowAsync<JournalException>(SeedJournal.AttachAsync(store, "Host=127.0.0.1;Port=1;Username=ada", TimeProvider.System, CancellationToken.None)))
            .Message.ShouldContain("127.0.0.1:1");
    }

    [SkippableTheory]
    [InlineData("Host")]
    [InlineData("Host=127.0.0.1;Port=many")]
    [InlineData("Host=127.0.0.1;SSL Mode=Require;Require Auth=None,Nobody")]
    public async Task A_connection_string_that_cannot_be_used_is_bad_input(string connection) =>
        (await Should.ThrowAsync<BadInputException>(SeedHost.StartAsync(Options("a") with { Journal = connection }, CancellationToken.None))).Origin.ShouldBe("--journal");

    [SkippableFact]
    public async Task A_database_of_another_program_is_bad_input()
    {
        string foreign = server.Cluster.NewDatabase();
        server.Cluster.Execute(foreign, "CREATE TABLE recipes (name text)");

        (await Should.ThrowAsync<BadInputException>(StartAsync("a", foreign))).Message.ShouldContain("recipes");
    }

    private static async Task SubmitAsync(SeedHost seed)
    {
        using HttpClient client = new() { BaseAddress = seed.Address };
        await RunningSeed.SubmitToAsync(client);
    }

    /// <summary>With more time than a farm gives its database: many that come at once to a machine with other work are no failure.</summary>
    private Task AttachAsync(SeedStore store, string database) =>
        SeedJournal.AttachAsync(store, server.Cluster.ConnectionString(database) + ";Timeout=20;Command Timeout=20", TimeProvider.System, CancellationToken.None);

    private SeedStore Made(string store)
    {
        SeedStore made = new(Store(store));
        made.Create();
        return made;
    }

    private string Store(string name) => _folder.Combine(name);

    private Task<SeedHost> StartAsync(string store, string? database = null) => SeedHost.StartAsync(
        Options(store) with { Journal = database is null ? null : server.Cluster.ConnectionString(database) }, CancellationToken.None);

    /// <summary>Starts a seed that has to lead.</summary>
    private async Task<SeedHost> LeadAsync(string store, string? database = null)
    {
        var seed = await StartAsync(store, database);
        await Eventually.TrueAsync(() => seed.Leads, () => "it never leads");
        return seed;
    }

    private SeedOptions Options(string store) => RunningSeed.OptionsFor(_folder) with { Store = Store(store) };
}
