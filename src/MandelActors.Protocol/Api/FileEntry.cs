namespace MandelActors.Protocol.Api;

/// <summary>A file of a job, as it lies in the job's folder.</summary>
/// <param name="Path">Relative, with forward slashes: <c>frames/000012.png</c>.</param>
/// <param name="Sha256">64 hexadecimal digits.</param>
public sealed record FileEntry(string Path, long Bytes, string Sha256);
