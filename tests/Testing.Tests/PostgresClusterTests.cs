using Npgsql;

namespace MandelActors.Testing.Tests;

public class PostgresClusterTests
{
    [SkippableFact]
    public void What_was_committed_survives_a_kill_and_flushing_is_on()
    {
        Skip.If(Lacking.Postgres is not null, Lacking.Postgres);
        using PostgresCluster cluster = PostgresCluster.Start();
        string database = cluster.NewDatabase();
        cluster.Execute(database, "CREATE TABLE kept AS SELECT 7 AS number");

        cluster.Kill();
        Should.Throw<NpgsqlException>(() => cluster.Execute(database, "SELECT 1"));
        cluster.Restart();

        cluster.Execute(database, "SELECT number FROM kept").ShouldBe(7);
        cluster.Execute(database, "SHOW fsync").ShouldBe("on");
    }

    [SkippableFact]
    public async Task A_halted_server_answers_nobody_until_it_goes_on()
    {
        Skip.If(Lacking.Postgres is not null, Lacking.Postgres);
        using PostgresCluster cluster = PostgresCluster.Start();
        await using NpgsqlConnection connection = new(cluster.SocketConnectionString(cluster.NewDatabase()));
        await connection.OpenAsync();

        cluster.Halt();
        await using NpgsqlCommand command = new("SELECT 1", connection);
        Task<object?> answer = command.ExecuteScalarAsync();
        answer.IsCompleted.ShouldBeFalse();
        cluster.Continue();

        (await answer.WaitAsync(TimeSpan.FromMinutes(1))).ShouldBe(1);
    }

    [SkippableFact]
    public void Sessions_are_ended_where_asked_only_and_a_stopped_server_starts_again()
    {
        Skip.If(Lacking.Postgres is not null, Lacking.Postgres);
        using PostgresCluster cluster = PostgresCluster.Start();
        (string here, string there) = (cluster.NewDatabase(), cluster.NewDatabase());
        using NpgsqlConnection ended = new(cluster.ConnectionString(here) + ";Pooling=false");
        using NpgsqlConnection spared = new(cluster.ConnectionString(there) + ";Pooling=false");
        ended.Open();
        spared.Open();

        cluster.TerminateSessions(here).ShouldBe(1);

        using NpgsqlCommand one = new("SELECT 1", spared);
        one.ExecuteScalar().ShouldBe(1);
        using NpgsqlCommand other = new("SELECT 1", ended);
        Should.Throw<NpgsqlException>(() => other.ExecuteScalar());
        cluster.Stop();
        cluster.Restart();
        cluster.Execute(here, "SELECT 1").ShouldBe(1);
    }
}
