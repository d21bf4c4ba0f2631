using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Store;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Transport;

/// <summary>A finished frame in one file: its parts one after the other, then what they are.</summary>
/// <remarks>The parts · a footer in JSON: size and SHA-256 of each, and of all · the footer's length, 4 bytes, little-endian · <c>mandfrm1</c>.</remarks>
internal sealed partial class SpoolFile
{
    private const int TailLength = sizeof(int) + 8;
    private const int LongestFooter = 1 << 24;
    private const int BlockLength = 1 << 16;

    private static ReadOnlySpan<byte> Magic => "mandfrm1"u8;

    private SpoolFile(string path, Footer footer)
    {
        Path = path;
        Parts = footer.Parts;
        Whole = new WrittenFrame(Sha256Hash.Parse(footer.Sha256), footer.Parts.Sum(part => part.Bytes));
    }

    public string Path { get; }

    public IReadOnlyList<Part> Parts { get; }

    /// <summary>Hash and size of all parts, one after the other.</summary>
    public WrittenFrame Whole { get; }

    /// <summary>Writes a frame, flushed to disk; the caller gives it its name.</summary>
    public static WrittenFrame Write(string path, IFrameContent content)
    {
        using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, BlockLength);
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        List<Part> parts = [];
        for (int part = 0; part < content.Parts; part++)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using HashingStream all = new(file, whole);
            using HashingStream one = new(all, hash);
            content.WritePart(part, one);
            parts.Add(new Part(one.Length, Convert.ToHexStringLower(hash.GetHashAndReset())));
        }

        Footer footer = new(parts, Convert.ToHexStringLower(whole.GetHashAndReset()));
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(footer, SpoolJson.Default.Footer);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, json.Length);
        file.Write(json);
        file.Write(length);
        file.Write(Magic);
        file.Flush(flushToDisk: true);
        return new WrittenFrame(Sha256Hash.Parse(footer.Sha256), footer.Parts.Sum(part => part.Bytes));
    }

    /// <summary>Reads what a file says it holds.</summary>
    /// <exception cref="InvalidDataException">It is no such file, or not a whole one.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SpoolFile Open(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
        Span<byte> tail = stackalloc byte[TailLength];
        if (file.Length < TailLength) throw new InvalidDataException("it is too short");
        file.Position = file.Length - TailLength;
        file.ReadExactly(tail);
        int length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (!tail[sizeof(int)..].SequenceEqual(Magic) || length is < 2 or > LongestFooter || length > file.Length - TailLength)
            throw new InvalidDataException("it breaks off");
        byte[] json = new byte[length];
        file.Position = file.Length - TailLength - length;
        file.ReadExactly(json);
        try
        {
            var footer = JsonSerializer.Deserialize(json, SpoolJson.Default.Footer) ?? throw new InvalidDataException("it says nothing");
            if (footer.Parts.Count == 0 || footer.Parts.Sum(part => part.Bytes) != file.Length - TailLength - length) throw new InvalidDataException("its sizes do not fit");
            return new SpoolFile(path, footer);
        }
        catch (Exception problem) when (problem is JsonException or FormatException)
        {
            throw new InvalidDataException(problem.Message, problem);
        }
    }

    /// <summary>Whether the bytes are still those that were written.</summary>
    public bool IsSound()
    {
        using FileStream file = new(Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] block = new byte[BlockLength];
        for (long left = Whole.Bytes; left > 0;)
        {
            int read = file.Read(block, 0, (int)Math.Min(left, block.Length));
            if (read == 0) return false;
            hash.AppendData(block, 0, read);
            left -= read;
        }

        return Sha256Hash.FromBytes(hash.GetHashAndReset()) == Whole.Sha256;
    }

    /// <summary>Where a part begins in the file.</summary>
    public long OffsetOf(int part) => Parts.Take(part).Sum(earlier => earlier.Bytes);

    /// <summary>A part of a frame.</summary>
    /// <param name="Sha256">64 hexadecimal digits.</param>
    internal sealed record Part(long Bytes, string Sha256);

    /// <summary>What the parts are.</summary>
    internal sealed record Footer(IReadOnlyList<Part> Parts, string Sha256);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
    [JsonSerializable(typeof(Footer))]
    private sealed partial class SpoolJson : JsonSerializerContext;
}
