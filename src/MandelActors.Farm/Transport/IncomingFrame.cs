using System.Security.Cryptography;
using MandelActors.Farm.Store;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Transport;

/// <summary>An attempt at a frame that is being handed in, part by part.</summary>
internal sealed class IncomingFrame
{
    private readonly PartUpload[] _parts;

    public IncomingFrame(FrameStore store, FrameNumber frame, Attempt attempt)
    {
        (Store, Frame, Attempt) = (store, frame, attempt);
        _parts = [.. Enumerable.Range(0, store.Files.PathsOf(frame).Count).Select(part => new PartUpload(store.Folder.Temporary(frame, attempt, part)))];
    }

    public FrameStore Store { get; }

    public FrameNumber Frame { get; }

    public Attempt Attempt { get; }

    public IReadOnlyList<PartUpload> Parts => _parts;

    /// <summary>Hash and size of all parts, one after the other.</summary>
    /// <returns>Null while a part is missing.</returns>
    public WrittenFrame? Whole()
    {
        if (_parts.Any(part => part.Finished is null)) return null;
        if (_parts.Length == 1) return new WrittenFrame(_parts[0].Finished!.Value, _parts[0].Length);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in _parts) hash.AppendData(File.ReadAllBytes(part.Path));
        return new WrittenFrame(Sha256Hash.FromBytes(hash.GetHashAndReset()), _parts.Sum(part => part.Length));
    }

    /// <summary>The attempt is of no use any more: its files go, and whoever writes one is cut off.</summary>
    public void Drop()
    {
        foreach (var part in _parts) part.Dispose();
        Store.Discard(Frame, Attempt);
    }
}
