using System.Diagnostics;
using System.Text;

using MandelActors.Actors;
using MandelActors.Actors.Persistence.Sql;

namespace MandelActors.Benchmarks.Actors;

/// <summary>Messages and events a second, each figure the best of three runs, everything on this machine's own cores and disk.</summary>
internal static class ActorBenchmark
{
    public static async Task Run()
    {
        await Best("tell: 1 sender, 1 actor", 3_000_000, messages => Tell(1, messages));
        await Best("tell: 8 senders, 8 actors", 4_000_000, messages => Tell(8, messages));
        await Best("ping-pong: 1 pair", 400_000, messages => PingPong(1, messages));
        await Best("ping-pong: 64 pairs", 1_600_000, messages => PingPong(64, messages));
        await Best("ask: one after the other", 100_000, Ask);
        await Best("persist: 1 actor, event by event", 500, events => Persist(1, events, together: false));
        await Best("persist: 200 actors, event by event", 20_000, events => Persist(200, events, together: false));
        await Best("persist: 1 actor, PersistAsync", 50_000, events => Persist(1, events, together: true));
        await Best("recover: 1 actor", 50_000, Recover);
    }

    private static async Task Best(string name, int count, Func<int, Task<TimeSpan>> measure)
    {
        var best = TimeSpan.MaxValue;
        for (int i = 0; i < 3; i++)
        {
            var taken = await measure(count);
            if (taken < best) best = taken;
        }

        Console.WriteLine($"{name,-40} {count / best.TotalSeconds,12:N0} /s");
    }

    private static async Task<TimeSpan> Tell(int pairs, int messages)
    {
        await using var run = new BenchmarkRun();
        IActorRef[] counters = [.. Enumerable.Range(0, pairs).Select(_ => run.Start(() => new Counter(messages / pairs, run.Report)))];
        var clock = Stopwatch.StartNew();
        object message = new();
        await Parallel.ForAsync(0, pairs, (pair, _) =>
        {
            for (int i = 0; i < messages / pairs; i++) counters[pair].Tell(message, ActorRefs.NoSender);
            return ValueTask.CompletedTask;
        });
        await run.Reports(pairs);
        return clock.Elapsed;
    }

    private static async Task<TimeSpan> PingPong(int pairs, int messages)
    {
        await using var run = new BenchmarkRun();
        var players = Enumerable.Range(0, pairs).Select(_ =>
            (Ping: run.Start(() => new Player(messages / pairs, run.Report)), Pong: run.Start(() => new Player(messages / pairs, run.Report)))).ToArray();
        var clock = Stopwatch.StartNew();
        foreach (var (ping, pong) in players) ping.Tell(new object(), pong);
        await run.Reports(pairs);
        return clock.Elapsed;
    }

    private static async Task<TimeSpan> Ask(int messages)
    {
        await using var run = new BenchmarkRun();
        var echo = run.Start(() => new Echo());
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < messages; i++) await echo.Ask<object>("?");
        return clock.Elapsed;
    }

    private static async Task<TimeSpan> Persist(int actors, int events, bool together)
    {
        string folder = Directory.CreateTempSubdirectory("mandel-bench-").FullName;
        using var journal = SqliteJournal.Open(Path.Combine(folder, "journal.db"), new TextSerializer());
        await using var run = new BenchmarkRun(journal);
        IActorRef[] ledgers =
            [.. Enumerable.Range(0, actors).Select(i => run.Start(() => new Ledger($"ledger-{i}", together, events / actors, run.Report)))];
        foreach (var ledger in ledgers) await ledger.Ask<object>(Ledger.Ready);
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < events / actors; i++)
        {
            foreach (var ledger in ledgers) ledger.Tell(Ledger.SampleEvent, ActorRefs.NoSender);
        }

        await run.Reports(actors);
        var taken = clock.Elapsed;
        await run.DisposeAsync();
        journal.Dispose();
        Directory.Delete(folder, recursive: true);
        return taken;
    }

    private static async Task<TimeSpan> Recover(int events)
    {
        string folder = Directory.CreateTempSubdirectory("mandel-bench-").FullName;
        using var journal = SqliteJournal.Open(Path.Combine(folder, "journal.db"), new TextSerializer());
        var now = TimeProvider.System.GetUtcNow();
        await journal.AppendAsync([.. Enumerable.Range(1, events).Select(i => new MandelActors.Actors.Persistence.JournalEntry(
            "ledger-0", i, "text.v1", Encoding.UTF8.GetBytes(Ledger.SampleEvent), now))]);
        await using var run = new BenchmarkRun(journal);
        var clock = Stopwatch.StartNew();
        await run.Start(() => new Ledger("ledger-0", true, 1, run.Report)).Ask<object>(Ledger.Ready);
        var taken = clock.Elapsed;
        await run.DisposeAsync();
        journal.Dispose();
        Directory.Delete(folder, recursive: true);
        return taken;
    }
}
