using System.Globalization;
using System.Text;

using MandelActors.Actors.Persistence;
using MandelActors.Actors.Persistence.Sql;
using MandelActors.Farm.Hosting;
using MandelActors.Farm.Leadership;

using Npgsql;

namespace MandelActors.Farm.Tests.Leadership;

/// <summary>What must hold while connections are cut at random: one leader at a time, one writer after the other.</summary>
public sealed class LeadershipSafetyTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [SkippableTheory]
    [InlineData(20261121)]
    [InlineData(4711)]
    public async Task Two_never_lead_at_once_and_no_term_writes_after_the_next_whoevers_connections_are_cut(int randomSeed)
    {
        const int seeds = 4, cuts = 25;
        Random random = new(randomSeed);
        await using Contenders contenders = new(server.Cluster);
        for (int i = 0; i < seeds; i++) contenders.Add(Contenders.Fast);
        using CancellationTokenSource ended = new();
        int looks = 0, pairs = 0, written = 0;
        // On a thread of its own: it never waits for anything.
        Task[] work = [Task.Factory.StartNew(Look, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default), .. contenders.All.Select(one => Task.Run(() => WriteWhileLeadingAsync(one)))];

        long epoch = 0;
        for (int cut = 0; cut < cuts; cut++)
        {
            if (cut % 5 == 0) (_, epoch) = await contenders.LeaderAsync(epoch);
            string[] victims = ["mandel leadership", "mandel journal"];
            string which = random.Next(3) == 0 ? victims[1] : victims[0];
            contenders.Execute(
                $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = '{which}' AND pid % 2 = {random.Next(2)}");
            int goal = looks + random.Next(2000);
            await Contenders.UntilAsync(() => Volatile.Read(ref looks) > goal);
        }

        int last = Volatile.Read(ref written);
        await Contenders.UntilAsync(() => Volatile.Read(ref written) > last);
        await ended.CancelAsync();
        await Task.WhenAll(work).WaitAsync(Patience);

        pairs.ShouldBe(0);
        epoch.ShouldBeGreaterThan(1); // or no cut hit a leader
        using var journal = PostgresJournal.Open(contenders.ConnectionString, 0, new JobSerializer());
        var history = await journal.ReadAsync("shared", 1, int.MaxValue);
        history.Select(entry => entry.SequenceNr).ShouldBe(Enumerable.Range(1, history.Count).Select(number => (long)number));
        history.Select(entry => long.Parse(entry.Payload, CultureInfo.InvariantCulture)).ShouldBeInOrder();

        void Look()
        {
            while (!ended.IsCancellationRequested)
            {
                foreach (var one in contenders.All)
                {
                    if (one.State is not LeadershipState.Leading before) continue;
                    bool anotherLeads = contenders.All.Any(other => other != one && ((ILeadership)other).IsLeader);

                    // A term that is over stays over: who leads in the same term before and after led in between.
                    if (anotherLeads && one.State == before) Interlocked.Increment(ref pairs);
                }

                Interlocked.Increment(ref looks);
                Thread.Yield();
            }
        }

        async Task WriteWhileLeadingAsync(PostgresLeadership one)
        {
            while (!ended.IsCancellationRequested)
            {
                if (one.State is not LeadershipState.Leading { Epoch: var term })
                {
                    await Task.Delay(1);
                    continue;
                }

                try
                {
                    // Goes on writing until the database says no, whatever leadership says: that is what a halted process does.
                    using var journal = PostgresJournal.Open(contenders.ConnectionString, term, new JobSerializer());
                    while (!ended.IsCancellationRequested)
                    {
                        int length = (await journal.ReadAsync("shared", 1, int.MaxValue)).Count;
                        await journal.AppendAsync([new JournalEntry("shared", length + 1, "test.v1", Encoding.UTF8.GetBytes($"{term}"), DateTimeOffset.UnixEpoch)]);
                        Interlocked.Increment(ref written);
                    }
                }
                catch (Exception refused) when (refused is StaleWriterException or WriteOutcomeUnknownException or JournalUnusableException or SequenceConflictException or NpgsqlException)
                {
                    // The next term, if it comes.
                }
            }
        }
    }
}
