namespace MandelActors.Protocol.Api;

/// <summary>An entry of a log in words.</summary>
public static class LogWords
{
    /// <summary>What an entry is about and does not say itself: <c>job 3f2a, frame 12, node rack1</c>. Empty where it says everything.</summary>
    public static string About(LogEntry entry)
    {
        List<string> about = [];
        if (entry.JobId is { } job && !Says(entry.Message, job)) about.Add($"job {job}");
        if (entry.Frame is { } frame) AddUnsaid(FormattableString.Invariant($"frame {frame}"));
        if (entry.Attempt is { } attempt) AddUnsaid(FormattableString.Invariant($"attempt {attempt}"));
        // A device's name begins with that of its node.
        if (entry.Node is { } node && !(entry.Device is { } device && Says(entry.Message, device))) AddUnsaid($"node {node}");
        return string.Join(", ", about);

        void AddUnsaid(string what)
        {
            if (!Says(entry.Message, what)) about.Add(what);
        }
    }

    /// <summary>Whether a message has these words, and not as the beginning or end of others: frame 1 is not frame 12.</summary>
    private static bool Says(string message, string words)
    {
        for (int at = message.IndexOf(words, StringComparison.Ordinal); at >= 0; at = message.IndexOf(words, at + 1, StringComparison.Ordinal))
        {
            int end = at + words.Length;
            if ((at == 0 || !char.IsLetterOrDigit(message[at - 1])) && (end == message.Length || !char.IsLetterOrDigit(message[end]))) return true;
        }

        return false;
    }
}
