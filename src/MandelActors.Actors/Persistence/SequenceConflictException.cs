namespace MandelActors.Actors.Persistence;

/// <summary>Two writers write as one persistent actor: the journal already has an event of this sequence number.</summary>
public sealed class SequenceConflictException(string persistenceId, long sequenceNr, Exception? cause = null)
    : Exception($"The journal already has event {sequenceNr} of '{persistenceId}': another process or actor writes under the same id", cause)
{
    public string PersistenceId { get; } = persistenceId;

    public long SequenceNr { get; } = sequenceNr;
}
