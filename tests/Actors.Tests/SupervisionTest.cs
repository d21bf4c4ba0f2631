namespace MandelActors.Actors.Tests;

/// <summary>Families to fail in.</summary>
public abstract class SupervisionTest : ActorTest
{
    /// <summary>A parent with one child "child"; what the parent is told goes to the child.</summary>
    protected IActorRef Parent(Action<Scripted> child, SupervisorStrategy? strategy = null, Action<Scripted>? more = null) => Start(p =>
    {
        p.Strategy = strategy;
        var actor = p.Around.ActorOf(Scripted.Props(child), "child");
        more?.Invoke(p);
        p.OnAny(actor.Forward);
    });

    /// <summary>Counts what it is told since its instance was made; fails on a string.</summary>
    protected static Action<Scripted> Counter(TestProbe probe) => c =>
    {
        int count = 0;
        c.On<int>(_ => probe.Ref.Tell(++count));
        c.On<string>(m => throw new DeliberateException(m));
    };
}
