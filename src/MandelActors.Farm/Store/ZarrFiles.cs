using MandelActors.Imaging.Zarr;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Store;

/// <summary>Frames of a stack: the chunks of a Zarr array, those with the same first index together.</summary>
public sealed class ZarrFiles : IFrameFiles
{
    private readonly ChunkCodec _codec;
    private readonly int _rows, _columns;
    private readonly IReadOnlyList<KeyValuePair<string, byte[]>> _description;

    /// <param name="codec">The array, and how to decode it.</param>
    /// <param name="root">The array's folder.</param>
    public ZarrFiles(ChunkCodec codec, string root)
    {
        _codec = codec;
        Root = root;
        _description = ZarrMetadata.FilesOf(codec.Array);
        (_rows, _columns) = ((int)codec.Array.Grid[1], (int)codec.Array.Grid[2]);
    }

    public string Root { get; }

    public IReadOnlyList<string> PathsOf(FrameNumber frame) =>
        [.. Enumerable.Range(0, _rows * _columns).Select(part => Path.Combine(Root, _codec.Array.ChunkName(IndexOf(frame, part))))];

    public IEnumerable<string> Existing() => Directory.Exists(Root) ? Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories) : [];

    public bool TryFrameOf(string path, out FrameNumber frame)
    {
        frame = default;
        if (_codec.Array.ChunkIndex(NameOf(path)) is not { } index) return false;
        frame = new FrameNumber((int)index[0]);
        return true;
    }

    public bool IsShared(string path)
    {
        var name = NameOf(path);
        return _description.Any(file => file.Key == name);
    }

    public bool IsOfThisKind(string path)
    {
        var parts = NameOf(path).Split('/');
        return parts switch
        {
            [".zarray" or ".zattrs" or "zarr.json"] => true,
            [var chunk] => AreNumbers(chunk.Split('.')),
            ["c", .. var chunk] => AreNumbers(chunk),
            _ => false,
        };

        static bool AreNumbers(string[] index) => index.Length == 3 && index.All(part => part.Length > 0 && part.All(char.IsAsciiDigit));
    }

    /// <remarks>The description comes last: who finds it finds an array, at first one without chunks.</remarks>
    public void Prepare()
    {
        DurableFile.CreateFolder(Root);
        foreach (var (name, content) in _description)
        {
            var path = Path.Combine(Root, name);
            if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(content)) DurableFile.Write(path, stream => stream.Write(content));
        }
    }

    public void Decode(FrameNumber frame, int part, byte[] content)
    {
        var index = IndexOf(frame, part);
        var values = new double[_codec.Array.ValuesOf(index)];
        try
        {
            _codec.Decode(index, new MemoryStream(content, writable: false), values);
        }
        catch (DamagedChunkException problem)
        {
            throw new InvalidDataException(problem.Message, problem);
        }
    }

    private long[] IndexOf(FrameNumber frame, int part) => [frame.Value, part / _columns, part % _columns];

    private string NameOf(string path) => Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/');
}
