namespace MandelActors.Farm.Rendering;

/// <summary>A frame that is one file.</summary>
/// <param name="write">Writes it: the same bytes whenever it is asked.</param>
public sealed class OneFile(Action<Stream> write) : IFrameContent
{
    public int Parts => 1;

    public void WritePart(int part, Stream stream) => write(stream);
}
