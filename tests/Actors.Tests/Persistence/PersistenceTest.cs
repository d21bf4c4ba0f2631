using MandelActors.Actors.Persistence.Sql;

namespace MandelActors.Actors.Tests.Persistence;

/// <summary>An actor system with a real journal in a database of its own.</summary>
public abstract class PersistenceTest : IAsyncLifetime
{
    protected static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    protected PersistenceTest(IJournalDatabase database)
    {
        Database = database;
        (Journal, System) = Open();
    }

    protected IJournalDatabase Database { get; }

    protected ManualTimeProvider Clock { get; } = new();

    protected SqlJournal Journal { get; private set; }

    protected ActorSystem System { get; private set; }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Close();
        Database.Dispose();
    }

    /// <summary>Ends the system and starts another one on the same database.</summary>
    protected async Task Reopen()
    {
        await Close();
        (Journal, System) = Open();
    }

    protected TestProbe NewProbe(IActorRef? watching = null) => new(System, watching);

    protected IActorRef Start(string id, TestProbe observer, Action<Ledger> script) => System.ActorOf(Ledger.Props(id, observer, script));

    protected static Task<Ledger.State> StateOf(IActorRef ledger) => ledger.Ask<Ledger.State>(new Ledger.GetState()).WaitAsync(Patience);

    private async Task Close()
    {
        await System.Terminate().WaitAsync(Patience);
        Journal.Dispose();
    }

    private (SqlJournal Journal, ActorSystem System) Open()
    {
        var journal = Database.Open();
        return (journal, ActorSystem.Create("test", new ActorSystemSettings { Time = Clock, Journal = journal }));
    }
}
