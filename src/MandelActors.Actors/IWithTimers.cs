namespace MandelActors.Actors;

/// <summary>Implemented by an actor that wants timers; the kernel sets them after construction, before <c>PreStart</c>.</summary>
public interface IWithTimers
{
    ITimerScheduler Timers { get; set; }
}
