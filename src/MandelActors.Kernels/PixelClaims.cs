namespace MandelActors.Kernels;

/// <summary>The pixels of a field in chunks, which workers claim one by one as they come free.</summary>
internal sealed class PixelClaims(long pixels, int chunkLength)
{
    private long _claimed;

    public int ChunkCount => (int)((pixels + chunkLength - 1) / chunkLength);

    /// <summary>Claims a run of pixels; false when there is none left.</summary>
    public bool TryClaim(out int first, out int count)
    {
        var start = (Interlocked.Increment(ref _claimed) - 1) * chunkLength;
        var left = pixels - start;
        first = left > 0 ? (int)start : 0;
        count = (int)Math.Clamp(left, 0, chunkLength);
        return left > 0;
    }
}
