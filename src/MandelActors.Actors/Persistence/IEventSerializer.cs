namespace MandelActors.Actors.Persistence;

/// <summary>
/// The application's own translation of events and snapshots into text, as UTF-8, and back. Called on many threads at once.
/// </summary>
public interface IEventSerializer
{
    /// <summary>Any exception rejects the event: nothing is written and the actor goes on.</summary>
    SerializedEvent Serialize(object @event);

    /// <summary>Any exception ends the recovery and stops the actor: an unknown manifest must throw, never be skipped.</summary>
    object Deserialize(string manifest, ReadOnlySpan<byte> payload);
}
