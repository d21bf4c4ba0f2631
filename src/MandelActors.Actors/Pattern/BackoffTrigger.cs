namespace MandelActors.Actors.Pattern;

/// <summary>After what a back-off supervisor pauses.</summary>
internal enum BackoffTrigger
{
    Failure,
    Stop,
}
