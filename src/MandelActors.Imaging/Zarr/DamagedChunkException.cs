namespace MandelActors.Imaging.Zarr;

/// <summary>The file of a chunk is not what the array's metadata or its own checksum say it should be.</summary>
public sealed class DamagedChunkException : IOException
{
    /// <param name="chunk">The chunk's name, such as <c>3.0.1</c>.</param>
    /// <param name="problem">What is wrong.</param>
    /// <param name="inner">What reported it, if something did.</param>
    public DamagedChunkException(string chunk, string problem, Exception? inner = null)
        : base($"chunk {chunk}: {problem}", inner)
    {
        Chunk = chunk;
    }

    public string Chunk { get; }
}
