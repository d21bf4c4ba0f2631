namespace MandelActors.Actors.Persistence.Sql;

/// <summary>Why a journal cannot be opened, and so who can do something about it.</summary>
public enum JournalFault
{
    /// <summary>Its database cannot be reached, or will not have it: another try may find it otherwise.</summary>
    Unavailable,

    /// <summary>The connection string cannot be used.</summary>
    Settings,

    /// <summary>The database is another program's, of a newer version, or made in a way that no journal can be in.</summary>
    Foreign,

    /// <summary>Its file would not be opened, or not to be written: for good or for the moment, which the file itself tells.</summary>
    Closed,

    /// <summary>What the database reads of itself makes no sense.</summary>
    Damaged,
}
