using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Seeds.Files;

/// <summary>A file of a job that may be handed out.</summary>
/// <param name="Name">Relative to the job's folder, with forward slashes.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="Sha256">What its bytes have to be.</param>
internal sealed record StoredFile(string Name, string Path, long Bytes, Sha256Hash Sha256);
