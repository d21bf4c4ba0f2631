using System.Text.Json.Serialization;
using MandelActors.Protocol.Ids;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Protocol.Registry;

/// <summary>What a job that is over came to: enough to show it and to hand out its files without starting it again.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Done">Finished frames among those asked for.</param>
/// <param name="Quarantined">Frames that failed too often.</param>
/// <param name="FrameBytes">Bytes of all finished frames.</param>
/// <param name="Reason">Why it failed or was cancelled; null if it was completed.</param>
/// <param name="Film">The film in place; null if there is none.</param>
/// <param name="Manifest">Hash of the manifest, which names every finished frame with its own hash; null if it could not be read.</param>
/// <param name="ManifestBytes">Its size.</param>
public sealed record JobOutcome(
    JobEnd End, int Done, int Quarantined, long FrameBytes, string? Reason, FilmAssembled? Film, Sha256Hash? Manifest, long ManifestBytes)
{
    /// <summary>What each device did for the job; null where an earlier version did not write it down.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DeviceShare>? Devices { get; init; }
}
