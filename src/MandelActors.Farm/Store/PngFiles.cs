using MandelActors.Imaging;
using MandelActors.Imaging.Png;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Store;

/// <summary>Frames of a film: one PNG each, <c>frames/000000.png</c>.</summary>
public sealed class PngFiles(JobFolder folder) : IFrameFiles
{
    public string Root => folder.Frames;

    public IReadOnlyList<string> PathsOf(FrameNumber frame) => [folder.Frame(frame)];

    public IEnumerable<string> Existing() => Directory.Exists(Root) ? Directory.EnumerateFileSystemEntries(Root) : [];

    public bool TryFrameOf(string path, out FrameNumber frame) => JobFolder.TryParseFrame(Path.GetFileName(path), out frame);

    public bool IsShared(string path) => false;

    public bool IsOfThisKind(string path) => TryFrameOf(path, out _);

    public void Prepare() => DurableFile.CreateFolder(folder.Frames);

    public void Decode(FrameNumber frame, int part, byte[] content) => Read(content);

    /// <summary>The picture that a frame's file holds.</summary>
    /// <param name="content">The file's bytes.</param>
    /// <param name="reused">A picture whose memory may be used again, if there is one.</param>
    /// <exception cref="InvalidDataException">It does not decode.</exception>
    public static RgbImage Read(byte[] content, RgbImage? reused = null)
    {
        try
        {
            return PngReader.Read(new MemoryStream(content, writable: false), reused);
        }
        catch (Exception problem) when (problem is DamagedImageException or NotSupportedException)
        {
            throw new InvalidDataException(problem.Message, problem);
        }
    }
}
