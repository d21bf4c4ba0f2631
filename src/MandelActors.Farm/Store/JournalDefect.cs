namespace MandelActors.Farm.Store;

/// <summary>What of a journal stays as it is until somebody acts, as far as opening it tells.</summary>
public enum JournalDefect
{
    /// <summary>None is known: another try may open it.</summary>
    None,

    /// <summary>Its file would not be opened, or not to be written; if that is for good, the file itself tells.</summary>
    Closed,

    /// <summary>It is another program's, or of a newer version.</summary>
    Foreign,

    /// <summary>What is there makes no sense, so that only another journal helps.</summary>
    Damaged,
}
