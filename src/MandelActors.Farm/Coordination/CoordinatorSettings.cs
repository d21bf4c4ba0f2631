namespace MandelActors.Farm.Coordination;

/// <summary>How a coordinator deals with jobs whose actor crashes.</summary>
/// <param name="FirstPause">Before the first new start; doubles from crash to crash.</param>
/// <param name="LongestPause">Between two starts.</param>
/// <param name="CrashLimit">Crashes in a row after which a job is given up. A full disk does not count: it may take hours to make room.</param>
/// <param name="CalmTime">A job that lived this long starts counting anew.</param>
public sealed record CoordinatorSettings(TimeSpan FirstPause, TimeSpan LongestPause, int CrashLimit, TimeSpan CalmTime)
{
    public static CoordinatorSettings Default { get; } =
        new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5), 10, TimeSpan.FromSeconds(30));
}
