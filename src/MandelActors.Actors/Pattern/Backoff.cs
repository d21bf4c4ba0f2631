namespace MandelActors.Actors.Pattern;

/// <summary>Ways to supervise with growing pauses; the result is for <see cref="BackoffSupervisor.Props(BackoffOptions)"/>.</summary>
public static class Backoff
{
    /// <summary>The child is started again after it failed (threw); a child that stops by itself ends its supervisor.</summary>
    /// <param name="childName">The child's name under the supervisor.</param>
    /// <param name="minBackoff">The pause before the first new start; doubles from failure to failure.</param>
    /// <param name="maxBackoff">The longest pause.</param>
    /// <param name="randomFactor">Up to this share is added to each pause, so that many do not start at once: 0.2 for 20 %.</param>
    /// <param name="maxNrOfRetries">New starts before giving up, that is stopping; negative for no limit.</param>
    public static BackoffOptions OnFailure(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        new(BackoffTrigger.Failure, childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries);

    /// <summary>The child is started again after it stopped, for example a persistent actor after a failed write. Failures are judged by the
    /// strategy: by default a restart at once, a stop and so a pause with <see cref="BackoffOptions.WithDefaultStoppingStrategy"/>.</summary>
    /// <inheritdoc cref="OnFailure"/>
    public static BackoffOptions OnStop(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        new(BackoffTrigger.Stop, childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries);
}
