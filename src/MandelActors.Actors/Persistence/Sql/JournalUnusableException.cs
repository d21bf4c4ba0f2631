namespace MandelActors.Actors.Persistence.Sql;

/// <summary>The journal cannot be opened: damaged, another program's, or written by a newer version.</summary>
public sealed class JournalUnusableException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Of what kind the failure is.</summary>
    public JournalFault Fault { get; init; } = JournalFault.Unavailable;
}
