using MandelActors.Actors.Persistence;
using MandelActors.Actors.Persistence.Sql;
using MandelActors.Testing.Network;
using Npgsql;

namespace MandelActors.Actors.Tests.Persistence.Postgres;

[Collection(PostgresServer.Name)]
public sealed class PostgresJournalTests(PostgresServer server) : JournalTests(new PostgresDatabase(server.Cluster))
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private PostgresDatabase Own => (PostgresDatabase)Database;

    [SkippableFact]
    public void A_commit_waits_for_the_disk_even_where_the_role_says_otherwise()
    {
        Database.Execute($"ALTER DATABASE {Own.Name} SET synchronous_commit = off");

        using var journal = Database.Open();

        journal.Ask("SHOW synchronous_commit").ShouldBe("on");
        journal.Ask("SHOW fsync").ShouldBe("on");
    }

    [SkippableFact]
    public async Task The_socket_of_the_server_serves_as_well_as_its_port()
    {
        using var journal = PostgresJournal.Open(server.Cluster.SocketConnectionString(Own.Name), 0, new PlainSerializer());

        await journal.AppendAsync([Entry("a", 1)]);

        Database.Execute("SELECT count(*) FROM journal").ShouldBe(1L);
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("postgres://somebody:hidden-secret@localhost/farm")]
    [InlineData("Host=127.0.0.1;Password=pass;hidden-secret=x")]
    [InlineData("Host=127.0.0.1;Password=hidden-secret;Port=many")]
    [InlineData("Password=hidden-secret")]
    public void A_connection_string_that_cannot_be_read_is_refused_in_one_line_without_its_password(string connectionString)
    {
        var refusal = Should.Throw<JournalUnusableException>(() => PostgresJournal.Prepare(connectionString));

        refusal.Message.ShouldContain("Host=");
        refusal.ToString().ShouldNotContain("hidden-secret");
        refusal.Message.ShouldNotContain("\n");
    }

    [SkippableTheory]
    [InlineData("Password", "hidden-secret")]
    [InlineData("Database", "nowhere")]
    [InlineData("Port", "1")]
    public void A_server_that_refuses_is_named_in_one_line_without_the_password(string key, string value)
    {
        var settings = new NpgsqlConnectionStringBuilder(Own.ConnectionString) { [key] = value };

        var refusal = Should.Throw<JournalUnusableException>(() => PostgresJournal.Prepare(settings.ConnectionString));

        refusal.Message.ShouldContain(settings.Host!);
        refusal.Message.ShouldNotContain("\n");
        refusal.ToString().ShouldNotContain("secret");
    }

    [SkippableFact]
    public void A_database_in_another_encoding_is_refused_with_the_remedy()
    {
        string latin = server.Cluster.NewDatabase("ENCODING 'LATIN1' TEMPLATE template0");

        Should.Throw<JournalUnusableException>(() => PostgresJournal.Prepare(server.Cluster.ConnectionString(latin))).Message.ShouldContain("UTF8");
    }

    [SkippableFact]
    public async Task A_journal_whose_session_was_ended_while_idle_goes_on_as_if_nothing_were()
    {
        using var journal = Database.Open();
        await journal.AppendAsync([Entry("a", 1)]);
        await journal.SaveSnapshotAsync(Entry("a", 1));

        Own.TerminateSessions().ShouldBe(1);
        await journal.AppendAsync([Entry("a", 2)]);
        Own.TerminateSessions().ShouldBe(1);
        (await journal.ReadAsync("a", 1, 10)).Count.ShouldBe(2);
        Own.TerminateSessions().ShouldBe(1);
        await journal.SaveSnapshotAsync(Entry("a", 2));

        (await journal.LoadSnapshotAsync("a"))!.SequenceNr.ShouldBe(2);
    }

    [SkippableFact]
    public async Task A_session_lost_before_its_commit_was_sent_is_replaced_and_the_events_are_written_once()
    {
        Database.Open().Dispose();
        Database.Execute(
            """
            CREATE TABLE gate (open boolean); INSERT INTO gate VALUES (true);
            CREATE FUNCTION pass() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM * FROM gate FOR UPDATE; RETURN NEW; END';
            CREATE TRIGGER gated BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION pass();
            """);
        using var journal = Database.Open();
        await using var closing = new NpgsqlConnection(Own.ConnectionString + ";Pooling=false;Application Name=closing");
        await closing.OpenAsync();
        var closed = await closing.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("SELECT * FROM gate FOR UPDATE", closing, closed))
            await command.ExecuteNonQueryAsync();

        Task append = journal.AppendAsync([Entry("a", 1), Entry("a", 2)]);
        await UntilAsync(() => Database.Execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'") is 1L);
        // Of the session that made the tables something may be left for a moment.
        await UntilAsync(() => Database.Execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'mandel journal'") is 1L);
        server.Cluster.TerminateSessions(Own.Name, "mandel journal").ShouldBe(1);
        await closed.RollbackAsync();

        await append.WaitAsync(Patience);
        (await journal.ReadAsync("a", 1, 10)).Count.ShouldBe(2);
    }

    [SkippableFact]
    public async Task A_session_lost_at_its_commit_fails_the_append_with_its_outcome_unknown_until_it_is_read()
    {
        bool end = true;
        using var journal = Database.Open(() =>
        {
            if (end)
                Own.TerminateSessions().ShouldBe(1);
            end = false;
        });

        await Should.ThrowAsync<WriteOutcomeUnknownException>(journal.AppendAsync([Entry("a", 1), Entry("a", 2)]));
        (await journal.ReadAsync("a", 1, 10)).ShouldBeEmpty();
        await journal.AppendAsync([Entry("a", 1), Entry("a", 2)]);

        (await journal.ReadAsync("a", 1, 10)).Count.ShouldBe(2);
    }

    [SkippableFact]
    public async Task A_commit_that_nobody_heard_the_end_of_is_final_before_anything_is_read()
    {
        // The trigger holds the commit on the server while the client's connection is lost.
        Database.Open().Dispose();
        Database.Execute(
            """
            CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(600); RETURN NULL; END';
            CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON journal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dawdle();
            """);
        await using TcpProxy network = new(server.Cluster.Port);
        string overNetwork = new NpgsqlConnectionStringBuilder(Own.ConnectionString) { Port = network.Port }.ConnectionString;
        using var journal = PostgresJournal.Open(overNetwork, 0, new PlainSerializer());

        var append = journal.AppendAsync([Entry("a", 1)]);
        await UntilAsync(() => Database.Execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'") is 1L);
        network.Cut();

        await Should.ThrowAsync<WriteOutcomeUnknownException>(append);
        (await journal.ReadAsync("a", 1, 10)).ShouldBeEmpty();

        Database.Execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'").ShouldBe(0L);
        Database.Execute("DROP TRIGGER slow ON journal");
        await journal.AppendAsync([Entry("a", 1, "again")]);
        (await journal.ReadAsync("a", 1, 10)).Select(TextOf).ShouldBe(["again"]);
    }

    private static async Task UntilAsync(Func<bool> happened)
    {
        using CancellationTokenSource patience = new(Patience);
        while (!happened())
            await Task.Delay(10, patience.Token);
    }
}
