namespace MandelActors.Imaging.Png;

/// <summary>Leaves rows of indices as they are: differences of numbers that stand for colours say nothing.</summary>
/// <remarks><i>Source:</i> the advice of the PNG specification, section 12.7.</remarks>
internal sealed class IndexFilter(IndexedImage image) : IStripFilter
{
    public void Filter(int first, int end, Span<byte> filtered)
    {
        for (int row = first; row < end; row++)
        {
            var target = filtered[((row - first) * (1 + image.Width))..];
            target[0] = 0;
            image.Indices.AsSpan(row * image.Width, image.Width).CopyTo(target[1..]);
        }
    }
}
