namespace MandelActors.Actors.Tests;

/// <summary>A fresh actor system on a clock that moves only when told, and its end after each test.</summary>
public abstract class ActorTest : IAsyncLifetime
{
    /// <summary>Real time that only a hang takes.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    protected ActorTest()
    {
        System = ActorSystem.Create("test", new ActorSystemSettings
        {
            Time = Clock,
            BoundedMailboxes = new Dictionary<string, int> { ["three"] = 3 },
        });
    }

    protected ManualTimeProvider Clock { get; } = new();

    protected ActorSystem System { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => System.Terminate().WaitAsync(Patience);

    protected TestProbe NewProbe(IActorRef? watching = null) => new(System, watching);

    /// <summary>A probe that hears everything of one type from the event stream.</summary>
    protected TestProbe Listening<TEvent>()
    {
        var probe = NewProbe();
        System.EventStream.Subscribe(probe.Ref, typeof(TEvent));
        return probe;
    }

    /// <summary>An actor from a few lines; see <see cref="Scripted"/>.</summary>
    protected IActorRef Start(Action<Scripted> script, string? name = null) => System.ActorOf(Scripted.Props(script), name);

    /// <summary>Waits until everything sent to the actor before this has been handled.</summary>
    protected static Task Settle(IActorRef actor) => actor.Ask<Settled>(Scripted.AreYouThere, TimeSpan.FromDays(1)).WaitAsync(Patience);
}
