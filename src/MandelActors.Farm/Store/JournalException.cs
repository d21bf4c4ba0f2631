namespace MandelActors.Farm.Store;

/// <summary>A job's journal cannot be opened: its file is damaged, no journal, of a newer version, or held by somebody, or there is no room for it.</summary>
public sealed class JournalException(string message, Exception cause) : IOException(message, cause)
{
    /// <summary>What another try would find again.</summary>
    public JournalDefect Defect { get; init; }
}
