namespace MandelActors.Farm.Links;

/// <summary>Counts what went over the links of this process, signs of life included. Thread-safe.</summary>
internal static class LinkTraffic
{
    private static long _messagesSent;
    private static long _bytesSent;
    private static long _messagesReceived;
    private static long _bytesReceived;

    public static (long Messages, long Bytes) Sent => (Volatile.Read(ref _messagesSent), Volatile.Read(ref _bytesSent));

    public static (long Messages, long Bytes) Received => (Volatile.Read(ref _messagesReceived), Volatile.Read(ref _bytesReceived));

    /// <summary>A message has left.</summary>
    public static void CountSent(int bytes)
    {
        Interlocked.Increment(ref _messagesSent);
        Interlocked.Add(ref _bytesSent, bytes);
    }

    /// <summary>A message has come, whatever becomes of it.</summary>
    public static void CountReceived(int bytes)
    {
        Interlocked.Increment(ref _messagesReceived);
        Interlocked.Add(ref _bytesReceived, bytes);
    }
}
