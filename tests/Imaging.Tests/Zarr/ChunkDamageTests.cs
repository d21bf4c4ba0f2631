using System.IO.Compression;
using MandelActors.Imaging.Zarr;

namespace MandelActors.Imaging.Tests.Zarr;

public sealed class ChunkDamageTests
{
    private static readonly double[] Values = Stores.Values(ZarrType.U2, 40 * 30);

    /// <summary>
    /// Of a gzip header, the time, the extra flags, the system and the flag for text say nothing about the values (RFC 1952: 49 bits). A copy may be taken from another place that holds
    /// the same, and the last byte is filled up with bits that nobody reads (RFC 1951): few, and harmless.
    /// </summary>
    [Theory]
    [InlineData("zlib", 0)]
    [InlineData("gzip", 49)]
    public void Every_flipped_bit_is_found_unless_it_changes_no_value(string compressor, int inHeader)
    {
        var array = Array(compressor);
        byte[] file = Stores.Encode(array, [0, 0], Values);
        int harmless = 0;
        for (int bit = 0; bit < 8 * file.Length; bit++)
        {
            try
            {
                Stores.Decode(array, [0, 0], Flipped(file, bit)).ShouldBe(Values, $"bit {bit}");
                harmless++;
            }
            catch (DamagedChunkException)
            {
                (compressor == "gzip" && (bit / 8 is >= 4 and < 10 || bit == 3 * 8)).ShouldBeFalse($"bit {bit}");
            }
        }

        harmless.ShouldBeInRange(inHeader, inHeader + 16);
    }

    /// <summary>The first bit of deflated data says whether this block is the last: without it another one should follow, but it is the checksum that does.</summary>
    [Theory]
    [InlineData("zlib", 2)]
    [InlineData("gzip", 10)]
    public void Data_without_an_end_are_found_though_all_values_are_there(string compressor, int header)
    {
        var array = new ZarrArray(ZarrFormat.V2, [4], [4], ZarrType.U2, Stores.Compressor(compressor));
        byte[] file = Stores.Encode(array, [0], [1, 2, 3, 4]);
        (file[header] & 1).ShouldBe(1, "there must be one block alone");
        Should.Throw<DamagedChunkException>(() => Stores.Decode(array, [0], Flipped(file, 8 * header)));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("zlib")]
    [InlineData("gzip")]
    public void A_file_cut_anywhere_is_found_and_so_is_anything_after_its_end(string compressor)
    {
        var array = Array(compressor);
        byte[] file = Stores.Encode(array, [0, 0], Values);
        for (int length = 0; length < file.Length; length++) Refuse(array, file[..length], $"cut to {length}");
        Refuse(array, [.. file, 0], "a byte too many");
        Refuse(array, [.. file, .. file], "twice");
        Refuse(array, [.. file, .. new byte[100_000]], "much too long").Message.ShouldContain("longer than");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("zlib")]
    [InlineData("gzip")]
    public void A_chunk_of_another_array_is_found_by_its_length(string compressor)
    {
        var array = Array(compressor);
        foreach (int[] chunks in new int[][] { [40, 29], [40, 31], [1, 1] })
        {
            var other = new ZarrArray(array.Format, [40, 30], chunks, ZarrType.U2, array.Compressor);
            Refuse(array, Stores.Encode(other, [0, 0], Stores.Part(other, Values, [0, 0])), $"chunks [{string.Join(", ", chunks)}]");
        }
    }

    [Theory]
    [InlineData(2400, 0, 0, "Adler-32")]
    [InlineData(2399, 0, 1, "end after 2399 of 2400")]
    [InlineData(2401, 0, 1, "more than 2400")]
    [InlineData(2400, 3, 1, "follow the compressed data")]
    public void Data_that_do_not_make_the_chunk_are_refused(int length, int garbage, int checksumRight, string complaint)
    {
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(new byte[length]);
        byte[] file = stream.ToArray();
        if (checksumRight == 0) file[^1] ^= 1;
        Refuse(Array("zlib"), [.. file[..^4], .. new byte[garbage], .. file[^4..]], complaint).Message.ShouldContain(complaint);
    }

    [Fact]
    public void Optional_fields_of_a_gzip_header_are_passed_over_and_checked()
    {
        var array = Array("gzip");
        byte[] file = Stores.Encode(array, [0, 0], Values);
        byte[] header = [.. file[..3], 4 | 8 | 16 | 2, .. file[4..10], 3, 0, 9, 9, 9, .. "name\0note\0"u8];
        ushort checksum = (ushort)MandelActors.Imaging.Png.Crc32.Of(header);
        byte[] withFields = [.. header, (byte)checksum, (byte)(checksum >> 8), .. file[10..]];

        Stores.Decode(array, [0, 0], withFields).ShouldBe(Values);
        for (int bit = 0; bit < 8 * (header.Length + 2); bit++) Refuse(array, Flipped(withFields, bit), $"bit {bit}");
    }

    [Fact]
    public void Damage_names_the_chunk_and_leaves_the_values_alone()
    {
        var array = new ZarrArray(ZarrFormat.V3, [3, 4, 4], [1, 4, 4], ZarrType.F4, ZarrCompressor.Gzip(1));
        byte[] file = Stores.Encode(array, [2, 0, 0], new double[16]);
        file[^8] ^= 1;
        double[] field = [.. Enumerable.Repeat(7.0, 16)];

        var problem = Should.Throw<DamagedChunkException>(() => new ChunkCodec(array).Decode([2, 0, 0], new MemoryStream(file), field));

        problem.Chunk.ShouldBe("c/2/0/0");
        problem.Message.ShouldBe("chunk c/2/0/0: the checksum (CRC-32) does not fit");
        field.ShouldAllBe(value => value == 7);
    }

    private static ZarrArray Array(string compressor) => new(ZarrFormat.V2, [40, 30], [40, 30], ZarrType.U2, Stores.Compressor(compressor, 6));

    private static byte[] Flipped(byte[] file, int bit)
    {
        byte[] damaged = [.. file];
        damaged[bit / 8] ^= (byte)(1 << bit % 8);
        return damaged;
    }

    private static DamagedChunkException Refuse(ZarrArray array, byte[] file, string how) =>
        Should.Throw<Exception>(() => Stores.Decode(array, [0, 0], file), how).ShouldBeOfType<DamagedChunkException>(how);
}
