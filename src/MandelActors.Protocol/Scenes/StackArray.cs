namespace MandelActors.Protocol.Scenes;

/// <summary>The Zarr array that a stack is written to.</summary>
/// <param name="Slice">The part of the stack that it holds.</param>
/// <param name="Chunks">Levels, rows and columns of a chunk.</param>
/// <param name="Type">One of <see cref="Types"/>.</param>
/// <param name="Compressor">One of <see cref="Compressors"/>.</param>
/// <param name="CompressionLevel">0 (stored) … 9 (smallest).</param>
/// <param name="Format">Version of the Zarr format, 2 or 3.</param>
public sealed record StackArray(
    ArraySlice Slice, IReadOnlyList<int> Chunks, string Type, string Compressor, int CompressionLevel, int Format)
{
    /// <summary>Whole numbers of two and four bytes, floating point of four and eight.</summary>
    public static IReadOnlyCollection<string> Types { get; } = [CountType, "u4", SmoothType, "f8"];

    /// <summary>deflate in the wrapping of zlib (format 2) or gzip (format 3), or the numbers as they are.</summary>
    public static IReadOnlyCollection<string> Compressors { get; } = [Zlib, Gzip, "none"];

    /// <summary>The type of whole counts, unless the scene names one.</summary>
    public const string CountType = "u2";

    /// <summary>The type of smooth counts, unless the scene names one.</summary>
    public const string SmoothType = "f4";

    public const string Zlib = "zlib";

    public const string Gzip = "gzip";

    /// <summary>A chunk's side along rows and columns, unless the scene says otherwise; levels are their own.</summary>
    public const int DefaultChunk = 256;

    /// <summary>Fast, and for counts nearly as small as any.</summary>
    public const int DefaultCompressionLevel = 1;

    /// <summary>Whether the numbers are whole.</summary>
    public bool IsWhole => Type is "u2" or "u4";
}
