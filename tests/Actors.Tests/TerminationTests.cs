namespace MandelActors.Actors.Tests;

public sealed class TerminationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_system_with_much_pending_work_terminates_and_stops_every_actor_once()
    {
        var system = ActorSystem.Create("busy");
        int stopped = 0;
        IActorRef[] actors = [.. Enumerable.Range(0, 200).Select(_ => system.ActorOf(Scripted.Props(a =>
        {
            a.OnStop = () => Interlocked.Increment(ref stopped);
            a.Around.ActorOf(Scripted.Props(c => c.OnStop = () => Interlocked.Increment(ref stopped)));
            a.On<int>(n => a.Me.Tell(n + 1));
        })))];
        foreach (var actor in actors)
        {
            for (int i = 0; i < 100; i++)
                actor.Tell(i);
        }

        await system.Terminate().WaitAsync(Patience);

        stopped.ShouldBe(400);
        foreach (var actor in actors)
            actor.Tell(0);
    }

    [Fact]
    public async Task Terminating_twice_is_terminating_once()
    {
        var system = ActorSystem.Create("twice");
        int callbacks = 0;
        system.RegisterOnTermination(() => callbacks++);

        await Task.WhenAll(system.Terminate(), system.Terminate()).WaitAsync(Patience);
        await system.Terminate().WaitAsync(Patience);

        callbacks.ShouldBe(1);
    }

    [Fact]
    public async Task Termination_callbacks_run_last_registered_first_after_the_last_actor()
    {
        var system = ActorSystem.Create("callbacks");
        var order = new List<string>();
        system.RegisterOnTermination(() => order.Add("first registered"));
        system.RegisterOnTermination(() => throw new DeliberateException());
        system.RegisterOnTermination(() => order.Add("last registered"));
        system.ActorOf(Scripted.Props(a => a.OnStop = () => order.Add("actor")));

        await system.Terminate().WaitAsync(Patience);

        order.ShouldBe(["actor", "last registered", "first registered"]);
        Should.Throw<InvalidOperationException>(() => system.RegisterOnTermination(() => { }));
    }

    [Fact]
    public async Task After_termination_no_actor_can_be_started()
    {
        var system = ActorSystem.Create("gone");
        await system.Terminate().WaitAsync(Patience);

        Should.Throw<InvalidOperationException>(() => system.ActorOf(Scripted.Props(_ => { })));
    }

    [Fact]
    public async Task A_failure_escalated_past_the_guardian_terminates_the_system()
    {
        var system = ActorSystem.Create("escalating");
        var guardian = new SupervisedByTheTop(system);

        guardian.Fail();

        await system.WhenTerminated.WaitAsync(Patience);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-x")]
    [InlineData("a b")]
    public void Names_no_system_can_have_are_refused(string name) => Should.Throw<ArgumentException>(() => ActorSystem.Create(name));

    /// <summary>Makes the guardian itself fail, which no actor of a program can do.</summary>
    private sealed class SupervisedByTheTop(ActorSystem system)
    {
        public void Fail()
        {
            var top = (Cells.LocalActorRef)system.ActorOf(Scripted.Props(_ => { }));
            var guardian = top.Cell.Parent;
            guardian.Tell(Kill.Instance, ActorRefs.NoSender);
        }
    }
}
