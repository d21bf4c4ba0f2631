using MandelActors.Actors.Persistence.Sql;

namespace MandelActors.Actors.Tests.Persistence.Postgres;

[Collection(PostgresServer.Name)]
public sealed class PostgresOwnerTests(PostgresServer server) : IDisposable
{
    private readonly PostgresDatabase _database = new(server.Cluster);

    public void Dispose() => _database.Dispose();

    [SkippableFact]
    public void A_new_journal_is_nobodys()
    {
        var seen = PostgresJournal.Look(_database.ConnectionString);

        seen.Id.ShouldBeNull();
        seen.Owner.ShouldBeNull();
        seen.HasEvents.ShouldBeFalse();
        seen.Place.ShouldContain(_database.Name);
        seen.Place.ShouldNotContain(PostgresCluster.Password);
    }

    [SkippableFact]
    public void Who_comes_first_owns_it_and_nobody_takes_it_away()
    {
        var first = PostgresJournal.Claim(_database.ConnectionString, "one", "/one");
        var second = PostgresJournal.Claim(_database.ConnectionString, "two", "/two");

        first.Owner.ShouldBe("one");
        first.Id.ShouldNotBeNullOrEmpty();
        second.ShouldBe(first);
    }

    [SkippableFact]
    public void An_owner_that_comes_from_elsewhere_is_the_same_owner()
    {
        var before = PostgresJournal.Claim(_database.ConnectionString, "one", "/one");

        PostgresJournal.Claim(_database.ConnectionString, "one", "/moved").ShouldBe(before with { OwnerPlace = "/moved" });
    }

    [SkippableFact]
    public void Of_many_that_come_at_once_one_owns_it()
    {
        var seen = Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8)
            .Select(number => PostgresJournal.Claim(_database.ConnectionString, $"owner {number}", "")).ToList();

        seen.Distinct().ShouldHaveSingleItem();
    }

    [SkippableFact]
    public async Task An_event_is_seen_and_stays_when_an_earlier_version_is_migrated()
    {
        using (var journal = _database.Open())
            await journal.AppendAsync([new("a", 1, "text.v1", "x"u8.ToArray(), DateTimeOffset.UnixEpoch)]);
        _database.Execute("DROP TABLE journal_owner; UPDATE schema_version SET version = 1");

        PostgresJournal.Look(_database.ConnectionString).HasEvents.ShouldBeTrue();
        _database.Execute("SELECT version FROM schema_version").ShouldBe(2);
    }
}
