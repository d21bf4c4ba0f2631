using MandelActors.Actors.Hosting;
using MandelActors.Actors.Persistence;

namespace MandelActors.Architecture.Tests.Akka;

/// <summary>A sample of what farm code must not do: it talks to the journal behind its actors' backs and puts hosts together.</summary>
internal static class ReachesTooFar
{
    public static Task<JournalEntry?> Peek(IEventJournal journal) => journal.LoadSnapshotAsync("job-1");

    public static Func<Task<int>> PeekLater(IEventJournal journal) => async () => (await journal.ReadAsync("job-1", 1, 10).ConfigureAwait(false)).Count;

    public static void Configure(ActorsConfigurationBuilder builder) => builder.WithBoundedMailbox("small", 1);
}
