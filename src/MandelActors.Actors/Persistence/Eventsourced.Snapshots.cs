namespace MandelActors.Actors.Persistence;

/// <content>Snapshots: kept beside the events, so that recovery need not begin at the first one.</content>
public abstract partial class Eventsourced
{
    /// <summary>Saves the state after event <see cref="LastSequenceNr"/>; <see cref="SaveSnapshotSuccess"/> or <see cref="SaveSnapshotFailure"/> comes as a command.</summary>
    /// <param name="snapshot">The state, not changed from here on: it is serialized while the actor goes on.</param>
    public void SaveSnapshot(object snapshot)
    {
        var now = Cell.System.Time.GetUtcNow();
        var metadata = new SnapshotMetadata(PersistenceId, LastSequenceNr, now.UtcDateTime);
        var journal = Journal;
        Then(
            Save(),
            () => Self.Tell(new SaveSnapshotSuccess(metadata), Self),
            cause => Self.Tell(new SaveSnapshotFailure(metadata, cause), Self));

        async Task Save()
        {
            var (manifest, payload) = await Task.Run(() => journal.Serializer.Serialize(snapshot)).ConfigureAwait(false);
            await journal.SaveSnapshotAsync(new JournalEntry(metadata.PersistenceId, metadata.SequenceNr, manifest, payload, now)).ConfigureAwait(false);
        }
    }

    /// <summary>Removes snapshots; <see cref="DeleteSnapshotsSuccess"/> or <see cref="DeleteSnapshotsFailure"/> comes as a command.</summary>
    public void DeleteSnapshots(SnapshotSelectionCriteria criteria) => Then(
        Journal.DeleteSnapshotsAsync(PersistenceId, criteria.MaxSequenceNr),
        () => Self.Tell(new DeleteSnapshotsSuccess(criteria), Self),
        cause => Self.Tell(new DeleteSnapshotsFailure(criteria, cause), Self));
}
