namespace MandelActors.Farm.Settings;

/// <summary>The links between nodes and seeds.</summary>
/// <param name="HeartbeatSeconds">Seconds between two signs of life.</param>
/// <param name="SilenceSeconds">Seconds without a word after which a link is taken for dead.</param>
/// <param name="ReconnectFirstMilliseconds">Milliseconds before a node dials again; doubles from failure to failure.</param>
/// <param name="ReconnectLongestSeconds">Seconds between two tries at most.</param>
/// <param name="MessageKiB">KiB of the longest message.</param>
/// <param name="QueueKiB">KiB that may wait for the other side to read.</param>
/// <param name="MessagesPerSecond">Messages read from a link per second; more wait with the sender.</param>
/// <param name="Actors">Actors of one side that the other may know at once.</param>
public sealed record LinkSettings(
    int HeartbeatSeconds,
    int SilenceSeconds,
    int ReconnectFirstMilliseconds,
    int ReconnectLongestSeconds,
    int MessageKiB,
    int QueueKiB,
    int MessagesPerSecond,
    int Actors)
{
    internal TimeSpan Heartbeat => TimeSpan.FromSeconds(HeartbeatSeconds);

    internal TimeSpan Silence => TimeSpan.FromSeconds(SilenceSeconds);

    internal TimeSpan ReconnectFirst => TimeSpan.FromMilliseconds(ReconnectFirstMilliseconds);

    internal TimeSpan ReconnectLongest => TimeSpan.FromSeconds(ReconnectLongestSeconds);
}
