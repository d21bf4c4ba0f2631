using System.Security.Cryptography;
using System.Text;

namespace MandelActors.FaultTests.Power;

/// <summary>A folder as a loss of power left it.</summary>
/// <param name="Folders">Below it, relative, outer ones first.</param>
/// <param name="Files">Content by relative path.</param>
internal sealed record DiskImage(IReadOnlyList<string> Folders, IReadOnlyDictionary<string, byte[]> Files)
{
    /// <summary>The same for two images that are the same.</summary>
    public string Digest { get; } = DigestOf(Folders, Files);

    /// <summary>Names and lengths: what it looks like.</summary>
    public string Listing => string.Join('\n', Folders.Concat(Files.Select(file => $"{file.Key} {file.Value.Length}")).Order(StringComparer.Ordinal));

    /// <summary>SHA-256 of a file in lower-case hexadecimal; empty if there is no such file.</summary>
    public string Hash(string path) => Files.TryGetValue(path, out byte[]? content) ? Convert.ToHexStringLower(SHA256.HashData(content)) : "";

    /// <summary>Lays the image into an existing folder.</summary>
    public void WriteTo(string target)
    {
        foreach (string folder in Folders) Directory.CreateDirectory(Path.Combine(target, folder));
        foreach ((string path, byte[] content) in Files) File.WriteAllBytes(Path.Combine(target, path), content);
    }

    private static string DigestOf(IReadOnlyList<string> folders, IReadOnlyDictionary<string, byte[]> files)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string folder in folders) hash.AppendData(Encoding.UTF8.GetBytes(folder + "\n"));
        foreach ((string path, byte[] content) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{path} {content.Length}\n"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
