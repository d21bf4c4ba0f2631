using System.Security.Cryptography;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Seeds.Registry;

/// <summary>What the manifest of a finished job is, by its bytes.</summary>
internal sealed record ManifestHash(Sha256Hash Sha256, long Bytes)
{
    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    public static ManifestHash Of(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return new ManifestHash(Sha256Hash.FromBytes(SHA256.HashData(file)), file.Length);
    }
}
