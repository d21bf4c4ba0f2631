namespace MandelActors.Actors.Persistence;

/// <summary>The connection was lost while a write was being committed: it is in the journal completely or not at all, and only reading it tells.</summary>
public sealed class WriteOutcomeUnknownException(string journal, Exception cause)
    : Exception($"{journal} was lost while committing; whether the write is in it is known only after reading it again", cause);
