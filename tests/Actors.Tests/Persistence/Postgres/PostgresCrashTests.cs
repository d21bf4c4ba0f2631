using System.Text;
using MandelActors.Actors.Persistence;
using MandelActors.Actors.Persistence.Sql;

namespace MandelActors.Actors.Tests.Persistence.Postgres;

/// <summary>The whole server is killed, halted or away; it is the test's own.</summary>
public sealed class PostgresCrashTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static JournalEntry Entry(string id, long number) => new(id, number, "text.v1", Encoding.UTF8.GetBytes($"{id} {number}"), DateTimeOffset.UnixEpoch);

    [SkippableFact]
    public async Task Killed_in_the_middle_of_appends_it_has_lost_nothing_acknowledged_and_has_nothing_twice()
    {
        Skip.If(Lacking.Postgres is not null, Lacking.Postgres);
        const int writers = 16, kills = 3, between = 300;
        using var cluster = PostgresCluster.Start();
        var database = new PostgresDatabase(cluster);
        using var journal = database.Open();
        using var ended = new CancellationTokenSource();
        int acknowledged = 0;

        Task<long>[] histories = [.. Enumerable.Range(0, writers).Select(writer => Task.Run(() => WriteAsync($"writer {writer}")))];
        for (int kill = 1; kill <= kills; kill++)
        {
            int goal = Volatile.Read(ref acknowledged) + between;
            await UntilAsync(() => Volatile.Read(ref acknowledged) > goal);
            cluster.Kill();
            cluster.Restart();
        }

        int last = Volatile.Read(ref acknowledged) + between;
        await UntilAsync(() => Volatile.Read(ref acknowledged) > last);
        await ended.CancelAsync();
        long[] lengths = await Task.WhenAll(histories).WaitAsync(Patience);

        for (int writer = 0; writer < writers; writer++)
        {
            var history = await journal.ReadAsync($"writer {writer}", 1, int.MaxValue);
            history.Select(entry => (entry.SequenceNr, Encoding.UTF8.GetString(entry.Payload)))
                .ShouldBe(Enumerable.Range(1, (int)lengths[writer]).Select(number => ((long)number, $"writer {writer} {number}")));
        }

        // As a persistent actor does: after a failure it reads how far its history goes, and goes on from there.
        async Task<long> WriteAsync(string id)
        {
            long written = 0;
            while (!ended.IsCancellationRequested)
            {
                try
                {
                    await journal.AppendAsync([Entry(id, written + 1)]);
                    written++;
                    Interlocked.Increment(ref acknowledged);
                }
                catch (Exception failure) when (failure is WriteOutcomeUnknownException or JournalUnusableException)
                {
                    written = await RecoverAsync(id, written);
                }
            }

            return written;
        }

        async Task<long> RecoverAsync(string id, long written)
        {
            while (true)
            {
                try
                {
                    var found = await journal.ReadAsync(id, 1, int.MaxValue);
                    found.Count.ShouldBeInRange((int)written, (int)written + 1);
                    return found.Count;
                }
                catch (JournalUnusableException)
                {
                    // Still away: as long as it takes.
                }
            }
        }
    }

    [SkippableFact]
    public async Task A_server_that_stays_away_fails_requests_in_bounded_time_and_its_return_is_noticed()
    {
        Skip.If(Lacking.Postgres is not null, Lacking.Postgres);
        using var cluster = PostgresCluster.Start();
        var database = new PostgresDatabase(cluster);
        using var journal = database.Open();
        await journal.AppendAsync([Entry("a", 1)]);
        cluster.Kill();

        Task[] requests = [.. Enumerable.Range(0, 50).Select(i => journal.ReadAsync("a", 1, 10)), journal.AppendAsync([Entry("a", 2)]), journal.SaveSnapshotAsync(Entry("a", 1))];
        foreach (var request in requests)
            (await Should.ThrowAsync<JournalUnusableException>(request.WaitAsync(Patience))).Message.ShouldNotContain("\n");

        cluster.Restart();
        await journal.AppendAsync([Entry("a", 2)]);
        (await journal.ReadAsync("a", 1, 10)).Count.ShouldBe(2);
    }

    [SkippableFact]
    public async Task A_halted_server_fails_the_append_as_unknown_and_the_next_reading_tells()
    {
        Skip.If(Lacking.Postgres is not null, Lacking.Postgres);
        using var cluster = PostgresCluster.Start();
        var database = new PostgresDatabase(cluster);
        // The tables are made in peace: from here on a command takes so long only on a server that does not answer.
        database.Open().Dispose();
        bool halt = false;
        using var journal = PostgresJournal.Open(
            database.ConnectionString + ";Command Timeout=5;Timeout=5;Cancellation Timeout=-1", 0, new PlainSerializer(), () =>
            {
                if (Volatile.Read(ref halt))
                    cluster.Halt();
            });
        await journal.AppendAsync([Entry("a", 1)]);
        Volatile.Write(ref halt, true);

        await Should.ThrowAsync<WriteOutcomeUnknownException>(journal.AppendAsync([Entry("a", 2)]).WaitAsync(Patience));
        Volatile.Write(ref halt, false);
        cluster.Continue();

        int written = (await journal.ReadAsync("a", 1, 10)).Count;
        await journal.AppendAsync([Entry("a", written + 1)]);
        (await journal.ReadAsync("a", 1, 10)).Select(e => e.SequenceNr).ShouldBe(Enumerable.Range(1, written + 1).Select(n => (long)n));
    }

    [SkippableFact]
    public async Task Closing_does_not_wait_for_a_server_that_is_away()
    {
        Skip.If(Lacking.Postgres is not null, Lacking.Postgres);
        using var cluster = PostgresCluster.Start();
        var journal = new PostgresDatabase(cluster).Open();
        cluster.Kill();
        var request = journal.ReadAsync("a", 1, 10);

        await Task.Run(journal.Dispose).WaitAsync(Patience);

        await Should.ThrowAsync<JournalUnusableException>(request);
    }

    private static async Task UntilAsync(Func<bool> happened)
    {
        using CancellationTokenSource patience = new(Patience);
        while (!happened())
            await Task.Delay(10, patience.Token);
    }
}
