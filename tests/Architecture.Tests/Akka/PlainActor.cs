using MandelActors.Actors;
using MandelActors.Actors.Hosting;

namespace MandelActors.Architecture.Tests.Akka;

/// <summary>A sample that keeps to the list.</summary>
internal sealed class PlainActor : ReceiveActor, IWithTimers
{
    public PlainActor(IRequiredActor<PlainActor> other)
    {
        Receive<string>(word => other.ActorRef.Forward(word));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreRestart(Exception reason, object? message) => Timers.CancelAll();
}
