namespace MandelActors.Farm.Rendering.Stacks;

/// <summary>A slab's chunks, encoded, row by row.</summary>
internal sealed class SlabContent(IReadOnlyList<byte[]> chunks) : IFrameContent
{
    public int Parts => chunks.Count;

    public void WritePart(int part, Stream stream) => stream.Write(chunks[part]);
}
