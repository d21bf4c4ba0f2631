using System.IO.Compression;

namespace MandelActors.Imaging.Zarr;

/// <summary>How the bytes of a chunk are stored: as they are, or deflated in the wrapping of zlib or gzip.</summary>
/// <remarks>Why two wrappings: the codecs of the core specification of format 3 include gzip and no zlib, while format 2 is most widely read with zlib. The deflated bytes are the same.</remarks>
public readonly record struct ZarrCompressor
{
    private ZarrCompressor(ZarrWrapping wrapping, int level)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, 9);
        Wrapping = wrapping;
        Level = level;
    }

    /// <summary>Bytes as they are.</summary>
    public static ZarrCompressor None => default;

    public ZarrWrapping Wrapping { get; }

    /// <summary>0 (stored) … 9 (smallest); 0 for <see cref="None"/>.</summary>
    public int Level { get; }

    /// <param name="level">0 … 9.</param>
    public static ZarrCompressor Zlib(int level) => new(ZarrWrapping.Zlib, level);

    /// <param name="level">0 … 9.</param>
    public static ZarrCompressor Gzip(int level) => new(ZarrWrapping.Gzip, level);

    /// <summary>The deflating compressor of a format: zlib in format 2, gzip in format 3.</summary>
    /// <param name="level">0 … 9.</param>
    public static ZarrCompressor Deflating(ZarrFormat format, int level) => format == ZarrFormat.V2 ? Zlib(level) : Gzip(level);

    /// <summary>A stream that wraps what is written to it and leaves <paramref name="stream"/> open.</summary>
    internal Stream Over(Stream stream)
    {
        var options = new ZLibCompressionOptions { CompressionLevel = Level };
        return Wrapping == ZarrWrapping.Zlib ? new ZLibStream(stream, options, leaveOpen: true) : new GZipStream(stream, options, leaveOpen: true);
    }
}
