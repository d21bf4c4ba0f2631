using System.Collections.Concurrent;
using System.Security.Cryptography;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Seeds.Files;

/// <summary>The hashes of the files of frames that have several: the journal holds one of all of them together, so the files are read once and compared with it.</summary>
internal sealed class PartHashes
{
    private const int FramesKept = 1 << 16;

    private readonly ConcurrentDictionary<Sha256Hash, IReadOnlyList<(Sha256Hash Sha256, long Bytes)>> _known = [];

    /// <param name="paths">The parts of the frame, in order.</param>
    /// <param name="frame">What the journal says of all of them.</param>
    /// <returns>A part each; null if the files are not those that were committed.</returns>
    public IReadOnlyList<(Sha256Hash Sha256, long Bytes)>? Of(IReadOnlyList<string> paths, ManifestFrame frame)
    {
        if (_known.TryGetValue(frame.Sha256, out var known)) return known;
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        List<(Sha256Hash, long)> parts = [];
        try
        {
            foreach (string path in paths)
            {
                byte[] content = File.ReadAllBytes(path);
                whole.AppendData(content);
                parts.Add((Sha256Hash.Of(content), content.Length));
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        if (Sha256Hash.FromBytes(whole.GetHashAndReset()) != frame.Sha256) return null;
        // Starting over costs one more reading of what is still asked for; keeping track of ages would cost more.
        if (_known.Count >= FramesKept) _known.Clear();
        return _known[frame.Sha256] = parts;
    }
}
