namespace MandelActors.Client;

/// <summary>How long a client waits for a farm, and how much it takes from it.</summary>
public sealed record FarmClientSettings
{
    public static FarmClientSettings Default { get; } = new();

    /// <summary>For a connection to one seed.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For the beginning of an answer, and then between two pieces of it.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For any seed to answer at all. Short: usually it was not started, or the address is wrong.</summary>
    public TimeSpan FirstContact { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>For a farm that answered before, or says that it has no leader: three times what a takeover may take.</summary>
    public TimeSpan Takeover { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For a farm that somebody is watching: jobs and nodes outlast a seed's absence, so a watcher may.</summary>
    public TimeSpan WatchPatience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Without a line for so long a watch is opened anew: a connection may be dead without anybody having said so.</summary>
    public TimeSpan WatchSilence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Between two looks at a log that is followed.</summary>
    public TimeSpan LogInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Bytes of one answer: the file list of a job of a million frames takes a quarter of it.</summary>
    public long LargestAnswer { get; init; } = 512 << 20;

    /// <summary>Bytes of one line of a watch.</summary>
    public int LongestLine { get; init; } = 4 << 20;
}
