using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace MandelActors.Protocol.Ids;

/// <summary>A SHA-256 of a file's bytes, held as four big-endian words so that a million of them are one flat array.</summary>
[JsonConverter(typeof(Sha256HashConverter))]
public readonly record struct Sha256Hash(ulong A, ulong B, ulong C, ulong D)
{
    public const int Size = 32;

    /// <param name="digest">The 32 bytes of the digest.</param>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public static Sha256Hash FromBytes(ReadOnlySpan<byte> digest)
    {
        if (digest.Length != Size) throw new ArgumentException($"a SHA-256 has {Size} bytes, not {digest.Length}", nameof(digest));
        return new Sha256Hash(
            BinaryPrimitives.ReadUInt64BigEndian(digest),
            BinaryPrimitives.ReadUInt64BigEndian(digest[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(digest[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(digest[24..]));
    }

    public static Sha256Hash Of(ReadOnlySpan<byte> content)
    {
        Span<byte> digest = stackalloc byte[Size];
        SHA256.HashData(content, digest);
        return FromBytes(digest);
    }

    /// <param name="hex">64 hexadecimal digits.</param>
    /// <exception cref="FormatException">Anything else.</exception>
    public static Sha256Hash Parse(string hex)
    {
        if (hex.Length != 2 * Size) throw new FormatException($"a SHA-256 has {2 * Size} hexadecimal digits, not {hex.Length}");
        return FromBytes(Convert.FromHexString(hex));
    }

    /// <param name="destination">At least 32 bytes, filled with the digest.</param>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, A);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], B);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], C);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], D);
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => $"{A:x16}{B:x16}{C:x16}{D:x16}";
}
