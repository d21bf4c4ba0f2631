namespace MandelActors.Farm.Store;

/// <summary>A job's journal cannot be opened: its file is damaged, no journal, of a newer version, or there is no room for it.</summary>
public sealed class JournalException(string message, Exception cause) : IOException(message, cause)
{
    /// <summary>Whether what is there makes no sense, so that only another journal helps.</summary>
    public bool IsDamaged { get; init; }
}
