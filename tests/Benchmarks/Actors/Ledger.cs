using MandelActors.Actors.Persistence;

namespace MandelActors.Benchmarks.Actors;

/// <summary>Persists every command and reports after so many events.</summary>
internal sealed class Ledger : ReceivePersistentActor
{
    public static readonly object Ready = new();

    /// <summary>About as long as the farm's most frequent event.</summary>
    public const string SampleEvent =
        """{"at":"2030-01-01T00:00:00Z","frame":123456,"attempt":1,"sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","bytes":1048576,"device":"cpu","milliseconds":12}""";

    public Ledger(string id, bool together, int expected, Action report)
    {
        PersistenceId = id;
        int left = expected;
        void Count(string @event)
        {
            if (--left == 0) report();
        }

        Recover<string>(_ => { });
        Command<string>(command =>
        {
            if (together) PersistAsync(command, Count);
            else Persist(command, Count);
        });
        CommandAny(question => Sender.Tell(question, Self));
    }

    public override string PersistenceId { get; }
}
