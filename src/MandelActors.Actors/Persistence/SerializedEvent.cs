namespace MandelActors.Actors.Persistence;

/// <summary>An event as text.</summary>
/// <param name="Manifest">Its stable name with version, such as <c>frame-completed.v1</c>.</param>
/// <param name="Payload">Its content, usually JSON.</param>
public readonly record struct SerializedEvent(string Manifest, string Payload);
