namespace MandelActors.Imaging.Png;

/// <summary>Filters the rows of a strip, choosing for each row the filter whose differences are smallest in sum.</summary>
/// <remarks><i>Source:</i> the heuristic of the PNG specification, section 12.7.</remarks>
internal sealed class StripFilter : IStripFilter
{
    private readonly RgbImage _image;
    private readonly int _pixel;
    private readonly byte[] _zeros;
    private byte[] _best;
    private byte[] _tried;

    public StripFilter(RgbImage image)
    {
        _image = image;
        _pixel = 3 * image.BitDepth / 8;
        _zeros = new byte[image.Stride];
        _best = new byte[image.Stride];
        _tried = new byte[image.Stride];
    }

    public void Filter(int first, int end, Span<byte> filtered)
    {
        for (int row = first; row < end; row++)
        {
            var target = filtered[((row - first) * (1 + _image.Stride))..];
            target[0] = Choose(row);
            _best.CopyTo(target[1..]);
        }
    }

    private byte Choose(int row)
    {
        int stride = _image.Stride;
        ReadOnlySpan<byte> bytes = _image.Pixels.AsSpan(row * stride, stride);
        ReadOnlySpan<byte> above = row == 0 ? _zeros : _image.Pixels.AsSpan((row - 1) * stride, stride);
        byte chosen = 1;
        uint cost = RowFilter.Apply<SubPredictor>(bytes, above, _pixel, _best);
        Try<UpPredictor>(2, bytes, above, ref chosen, ref cost);
        Try<PaethPredictor>(4, bytes, above, ref chosen, ref cost);
        return chosen;
    }

    private void Try<TPredictor>(byte number, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, ref byte chosen, ref uint cost)
        where TPredictor : struct, IPredictor
    {
        uint tried = RowFilter.Apply<TPredictor>(row, above, _pixel, _tried);
        if (tried >= cost) return;
        (_best, _tried) = (_tried, _best);
        chosen = number;
        cost = tried;
    }
}
