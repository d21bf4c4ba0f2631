namespace MandelActors.Actors.Persistence;

/// <summary>An event (or snapshot) as it stands in the journal.</summary>
/// <param name="PersistenceId">Whose it is.</param>
/// <param name="SequenceNr">Counts from 1 without gap; of a snapshot: the last event it contains.</param>
/// <param name="Manifest">What kind of event, for example <c>frame-completed.v1</c>; never a class name.</param>
/// <param name="Payload">Its content as text in UTF-8, as the serializer wrote it: text to the database and to people, and never a string here, which would be twice as large.</param>
/// <param name="WrittenAt">When it was written.</param>
public sealed record JournalEntry(string PersistenceId, long SequenceNr, string Manifest, byte[] Payload, DateTimeOffset WrittenAt);
