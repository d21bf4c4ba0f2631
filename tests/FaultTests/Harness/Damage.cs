using System.Buffers.Binary;
using System.Text;

namespace MandelActors.FaultTests.Harness;

/// <summary>Ways a file comes to harm while nobody looks.</summary>
internal static class Damage
{
    public static void Delete(string file) => File.Delete(file);

    public static void Empty(string file) => File.WriteAllBytes(file, []);

    public static void Truncate(string file)
    {
        using FileStream stream = File.OpenWrite(file);
        stream.SetLength(stream.Length / 2);
    }

    /// <summary>Flips one bit in the middle; size stays.</summary>
    public static void FlipBit(string file)
    {
        byte[] content = File.ReadAllBytes(file);
        content[content.Length / 2] ^= 0x10;
        File.WriteAllBytes(file, content);
    }

    public static void Swap(string left, string right)
    {
        byte[] content = File.ReadAllBytes(left);
        File.Copy(right, left, overwrite: true);
        File.WriteAllBytes(right, content);
    }

    /// <summary>Puts another picture in a frame's place: of the same size to the byte, and flawless in itself. Only its hash gives it away.</summary>
    /// <param name="file">The frame; at least one chunk larger than <paramref name="other"/>.</param>
    /// <param name="other">A PNG of the same dimensions.</param>
    public static void Disguise(string file, string other)
    {
        const int endChunk = 12;
        byte[] picture = File.ReadAllBytes(other);
        byte[] padding = TextChunk((int)new FileInfo(file).Length - picture.Length);
        File.WriteAllBytes(file, [.. picture[..^endChunk], .. padding, .. picture[^endChunk..]]);
    }

    /// <summary>A comment that decoders skip, its checksum right.</summary>
    private static byte[] TextChunk(int length)
    {
        const int frame = 12;
        byte[] chunk = new byte[length];
        chunk.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteInt32BigEndian(chunk, length - frame);
        Encoding.ASCII.GetBytes("tEXtComment\0", chunk.AsSpan(4));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(length - 4), Crc32(chunk.AsSpan(4, length - 8)));
        return chunk;
    }

    /// <summary>The checksum of PNG chunks: polynomial 0xEDB88320, reflected, bit by bit.</summary>
    private static uint Crc32(ReadOnlySpan<byte> content)
    {
        uint rest = uint.MaxValue;
        foreach (byte value in content)
        {
            rest ^= value;
            for (int bit = 0; bit < 8; bit++) rest = (rest >> 1) ^ (0xEDB88320 & (0 - (rest & 1)));
        }

        return ~rest;
    }
}
