namespace MandelActors.Imaging.Png;

/// <summary>A picture file is not what its format or its own checksums say it should be.</summary>
public sealed class DamagedImageException : IOException
{
    /// <param name="problem">What is wrong.</param>
    /// <param name="chunk">The chunk it was found in, null outside any.</param>
    /// <param name="offset">Bytes from the start of the file to that chunk, or to the byte in question.</param>
    /// <param name="inner">What reported it, if something did.</param>
    public DamagedImageException(string problem, string? chunk, long offset, Exception? inner = null)
        : base(chunk is null ? $"{problem} at byte {offset}" : $"{problem} in chunk {chunk} at byte {offset}", inner)
    {
        Chunk = chunk;
        Offset = offset;
    }

    public string? Chunk { get; }

    public long Offset { get; }
}
