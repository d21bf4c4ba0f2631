using System.Linq.Expressions;

using MandelActors.Actors;
using MandelActors.Actors.Persistence;

namespace MandelActors.Benchmarks.Actors;

/// <summary>An actor system and a count of the actors that have finished.</summary>
internal sealed class BenchmarkRun(IEventJournal? journal = null) : IAsyncDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("bench", new ActorSystemSettings { Journal = journal });
    private readonly SemaphoreSlim _reports = new(0);

    public Action Report => () => _reports.Release();

    public IActorRef Start<TActor>(Expression<Func<TActor>> factory)
        where TActor : ActorBase => _system.ActorOf(Props.Create(factory));

    public async Task Reports(int count)
    {
        for (int i = 0; i < count; i++) await _reports.WaitAsync();
    }

    public async ValueTask DisposeAsync() => await _system.Terminate();
}
