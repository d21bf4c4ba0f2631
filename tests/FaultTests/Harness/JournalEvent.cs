using System.Text.Json;

namespace MandelActors.FaultTests.Harness;

/// <summary>One row of a job's journal.</summary>
/// <param name="PersistenceId">Whose event it is.</param>
/// <param name="Sequence">Counted from 1 for each persistence id.</param>
/// <param name="Manifest">The event's name and version, such as <c>frame-completed.v1</c>.</param>
/// <param name="Payload">The event itself.</param>
internal sealed record JournalEvent(string PersistenceId, long Sequence, string Manifest, JsonElement Payload)
{
    public bool Completes => Manifest.StartsWith("frame-completed.", StringComparison.Ordinal);

    public bool Invalidates => Manifest.StartsWith("frame-invalidated.", StringComparison.Ordinal);

    public bool Opens => Manifest.StartsWith("job-opened.", StringComparison.Ordinal);

    public bool Fails => Manifest.StartsWith("frame-failed.", StringComparison.Ordinal);

    public bool Quarantines => Manifest.StartsWith("frame-quarantined.", StringComparison.Ordinal);

    public bool Pauses => Manifest.StartsWith("job-paused.", StringComparison.Ordinal);

    /// <summary>The frame a frame's event is about.</summary>
    public int Frame => Payload.Of("frame").GetInt32();

    /// <summary>Which life of the job granted the attempt that a frame's event is about, counted from 1.</summary>
    public long Incarnation => Payload.Of("attempt").GetInt64() / 1_000_000_000;

    /// <summary>Whose work a frame's event is about: <c>node/device</c>.</summary>
    public string Device => Payload.Of("device").GetString()!;

    public string Sha256 => Payload.Of("sha256").GetString()!;
}
