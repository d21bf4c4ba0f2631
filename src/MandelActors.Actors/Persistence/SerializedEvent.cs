namespace MandelActors.Actors.Persistence;

/// <summary>An event as it goes into the journal.</summary>
/// <param name="Manifest">Its stable name with version, such as <c>frame-completed.v1</c>.</param>
/// <param name="Payload">Its content as text in UTF-8, usually JSON; not changed from here on.</param>
public readonly record struct SerializedEvent(string Manifest, byte[] Payload);
