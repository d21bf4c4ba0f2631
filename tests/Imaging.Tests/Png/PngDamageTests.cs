using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using MandelActors.Imaging.Png;

namespace MandelActors.Imaging.Tests.Png;

public sealed class PngDamageTests
{
    private static readonly byte[] Whole = Pictures.Write(Pictures.Mixed(301, 700, 8), new PngOptions { Texts = [new("Software", "MandelActors")] });

    [Fact]
    public void Every_flipped_bit_of_a_small_file_is_found()
    {
        byte[] file = Pictures.Write(Pictures.Mixed(9, 7, 8), new PngOptions { Texts = [new("Software", "MandelActors")] });
        for (int bit = 0; bit < 8 * file.Length; bit++)
        {
            byte[] damaged = [.. file];
            damaged[bit / 8] ^= (byte)(1 << bit % 8);
            Should.Throw<Exception>(() => PngReader.Read(new MemoryStream(damaged)), $"bit {bit % 8} of byte {bit / 8}").ShouldBeOfType<DamagedImageException>();
        }
    }

    [Fact]
    public void Bits_flipped_anywhere_in_a_large_file_are_found()
    {
        var random = new Random(20);
        for (int i = 0; i < 300; i++)
        {
            byte[] damaged = [.. Whole];
            int bit = random.Next(8 * damaged.Length);
            damaged[bit / 8] ^= (byte)(1 << bit % 8);
            Should.Throw<DamagedImageException>(() => PngReader.Read(new MemoryStream(damaged)), $"bit {bit % 8} of byte {bit / 8}");
        }
    }

    [Fact]
    public void A_file_cut_anywhere_is_found_and_so_is_anything_after_its_end()
    {
        var random = new Random(21);
        foreach (int length in Enumerable.Range(0, 80).Concat(Enumerable.Range(Whole.Length - 40, 40)).Concat(Enumerable.Range(0, 100).Select(_ => random.Next(Whole.Length))))
            Should.Throw<DamagedImageException>(() => PngReader.Read(new MemoryStream(Whole, 0, length)), $"cut to {length}");
        Should.Throw<DamagedImageException>(() => PngReader.Read(new MemoryStream([.. Whole, 0]))).Offset.ShouldBe(Whole.Length);
        Should.Throw<DamagedImageException>(() => PngReader.Read(new MemoryStream([.. Whole, .. Whole])));
    }

    [Fact]
    public void A_truncated_file_is_reported_with_its_place()
    {
        int data = Whole.AsSpan().IndexOf("IDAT"u8) - 4;
        var problem = Should.Throw<DamagedImageException>(() => PngReader.Read(new MemoryStream(Whole, 0, data + 100)));
        (problem.Chunk, problem.Offset).ShouldBe(("IDAT", data));
        problem.Message.ShouldBe($"the file ends within the data in chunk IDAT at byte {data}");
    }

    /// <summary>Damage that leaves every CRC right: what only the structure of chunks, the zlib stream and its checksum can show.</summary>
    [Fact]
    public void Missing_repeated_and_swapped_chunks_are_found()
    {
        var chunks = Split(Whole);
        int first = chunks.FindIndex(chunk => Type(chunk) == "IDAT"), last = chunks.FindLastIndex(chunk => Type(chunk) == "IDAT");
        (last - first).ShouldBeGreaterThan(1, "the picture must span several chunks");

        for (int i = 0; i < chunks.Count; i++)
        {
            if (Type(chunks[i]) is "sRGB" or "tEXt") continue;
            Refuse([.. chunks.Where((_, k) => k != i)], $"without chunk {i}");
            Refuse([.. chunks.Take(i + 1), .. chunks.Skip(i)], $"chunk {i} twice");
        }

        Refuse([.. chunks.Take(first), chunks[first + 1], chunks[first], .. chunks.Skip(first + 2)], "two pieces swapped");
        Refuse([.. chunks.Take(last), chunks[1], .. chunks.Skip(last)], "a break in the data");
        Refuse([.. chunks.Take(1), Chunk("ABCD", [1]), .. chunks.Skip(1)], "an unknown critical chunk");
        Refuse([.. chunks.Take(chunks.Count - 1), Chunk("IEND", [1])], "an end with data");
    }

    [Theory]
    [InlineData(1, "filter 7")]
    [InlineData(2, "end in row")]
    [InlineData(3, "more than the picture")]
    [InlineData(4, "Adler-32")]
    [InlineData(5, "zlib header")]
    [InlineData(6, "too short")]
    [InlineData(7, "cannot hold")]
    [InlineData(8, "cannot be decompressed")]
    [InlineData(9, "follow the compressed data")]
    [InlineData(10, "end in row")]
    public void Data_that_do_not_make_the_picture_are_refused(int kind, string complaint)
    {
        byte[] rows = [0, 1, 2, 3, kind == 1 ? (byte)7 : (byte)1, 4, 5, 6];
        if (kind == 2) rows = rows[..7];
        if (kind == 3) rows = [.. rows, 0];
        byte[] zlib = Zlib(rows);
        if (kind == 4) zlib[^1] ^= 1;
        if (kind == 5) zlib[1] ^= 1;
        if (kind == 6) zlib = zlib[..5];
        if (kind == 8) zlib[2] |= 6;
        if (kind == 9) zlib = [.. zlib, 0];
        if (kind == 10) zlib = [.. zlib[..^7], .. zlib[^4..]];
        byte[] file = Join([Header(1, kind == 7 ? 60_000 : 2, 8, 2), Chunk("IDAT", zlib), Chunk("IEND", [])]);

        Should.Throw<DamagedImageException>(() => PngReader.Read(new MemoryStream(file))).Message.ShouldContain(complaint);
    }

    [Fact]
    public void Other_colour_types_are_read_as_RGB()
    {
        Decode(Header(2, 1, 8, 0), [0, 7, 9]).ShouldBe([7, 7, 7, 9, 9, 9]);
        Decode(Header(1, 1, 16, 0), [0, 7, 9]).ShouldBe([7, 9, 7, 9, 7, 9]);
        Decode(Header(2, 1, 8, 4), [0, 7, 255, 9, 255]).ShouldBe([7, 7, 7, 9, 9, 9]);
        Decode(Header(2, 1, 8, 6), [0, 1, 2, 3, 255, 4, 5, 6, 255]).ShouldBe([1, 2, 3, 4, 5, 6]);
        Decode(Header(2, 1, 8, 3), [0, 1, 0], Chunk("PLTE", [1, 2, 3, 4, 5, 6])).ShouldBe([4, 5, 6, 1, 2, 3]);
        Should.Throw<DamagedImageException>(() => Decode(Header(1, 1, 8, 3), [0, 2], Chunk("PLTE", [1, 2, 3, 4, 5, 6]))).Message.ShouldContain("entry 2");
        Should.Throw<DamagedImageException>(() => Decode(Header(1, 1, 8, 3), [0, 0])).Message.ShouldContain("palette");
    }

    [Fact]
    public void Kinds_that_are_not_read_are_named()
    {
        Should.Throw<NotSupportedException>(() => Decode(Header(1, 1, 4, 0), [0, 0])).Message.ShouldContain("4 bits");
        Should.Throw<NotSupportedException>(() => Decode(Header(1, 1, 8, 2, interlaced: 1), [0, 0, 0, 0])).Message.ShouldContain("interlaced");
        Should.Throw<NotSupportedException>(() => Decode(Header(int.MaxValue, int.MaxValue, 8, 2), [0])).Message.ShouldContain("more than fits");
        Should.Throw<DamagedImageException>(() => Decode(Header(0, 1, 8, 2), [0])).Message.ShouldContain("0×1");
    }

    private static byte[] Decode(byte[] header, byte[] rows, params byte[][] between) =>
        PngReader.Read(new MemoryStream(Join([header, .. between, Chunk("IDAT", Zlib(rows)), Chunk("IEND", [])]))).Pixels;

    private static void Refuse(IEnumerable<byte[]> chunks, string how) =>
        Should.Throw<DamagedImageException>(() => PngReader.Read(new MemoryStream(Join(chunks))), how);

    private static byte[] Join(IEnumerable<byte[]> chunks) => [.. PngSignature.Bytes, .. chunks.SelectMany(chunk => chunk)];

    private static string Type(byte[] chunk) => Encoding.ASCII.GetString(chunk, 4, 4);

    private static List<byte[]> Split(byte[] file)
    {
        List<byte[]> chunks = [];
        for (int at = 8; at < file.Length; at += chunks[^1].Length)
            chunks.Add(file[at..(at + 12 + BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at)))]);
        return chunks;
    }

    private static byte[] Header(int width, int height, byte bitDepth, byte colour, byte interlaced = 0)
    {
        byte[] data = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(data, width);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(4), height);
        (data[8], data[9], data[12]) = (bitDepth, colour, interlaced);
        return Chunk("IHDR", data);
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32.AppendSliced(0, chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    private static byte[] Zlib(byte[] rows)
    {
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(rows);
        return stream.ToArray();
    }
}
