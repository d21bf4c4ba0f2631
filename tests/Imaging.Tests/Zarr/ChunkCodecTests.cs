using System.IO.Compression;
using MandelActors.Imaging.Zarr;

namespace MandelActors.Imaging.Tests.Zarr;

public sealed class ChunkCodecTests
{
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public void Every_chunk_of_any_shape_is_read_back(ZarrFormat format, ZarrType type, string compressor)
    {
        var random = new Random(70);
        for (int round = 0; round < 12; round++)
        {
            int axes = 1 + random.Next(4);
            long[] shape = [.. Enumerable.Range(0, axes).Select(_ => 1L + random.Next(12))];
            int[] chunks = [.. Enumerable.Range(0, axes).Select(_ => 1 + random.Next(7))];
            var array = new ZarrArray(format, shape, chunks, type, Stores.Compressor(compressor, random.Next(10)));
            double[] values = Stores.Values(type, shape.Aggregate((a, b) => a * b), round);
            foreach (long[] index in Stores.Indices(array.Grid))
            {
                double[] part = Stores.Part(array, values, index);
                byte[] bytes = Stores.Encode(array, index, part);
                string what = $"chunk [{string.Join(", ", index)}] of [{string.Join(", ", shape)}] by [{string.Join(", ", chunks)}]";
                Stores.Bits(Stores.Decode(array, index, bytes)).ShouldBe(Stores.Bits(part), what);
                Stores.Encode(array, index, part).ShouldBe(bytes, what);
            }
        }
    }

    [Fact]
    public void A_large_chunk_is_read_back()
    {
        foreach (int level in new[] { 0, 1, 6, 9 })
        {
            var array = new ZarrArray(ZarrFormat.V2, [2, 512, 512], [1, 512, 512], ZarrType.U2, ZarrCompressor.Zlib(level));
            double[] values = Stores.Values(ZarrType.U2, 512 * 512, level);
            Stores.Decode(array, [1, 0, 0], Stores.Encode(array, [1, 0, 0], values)).AsSpan().SequenceEqual(values).ShouldBeTrue();
        }
    }

    /// <summary>Two rows of three in chunks of 2 × 2: the second chunk has one column, the rest is the fill value 0xABCD.</summary>
    [Fact]
    public void A_chunk_at_the_edge_is_stored_in_full_with_the_fill_value_beyond_the_array()
    {
        var array = new ZarrArray(ZarrFormat.V2, [3, 3], [2, 2], ZarrType.U2, ZarrCompressor.None, 0xABCD);

        Stores.Encode(array, [0, 0], [1, 2, 3, 0x0405]).ShouldBe([1, 0, 2, 0, 3, 0, 5, 4]);
        Stores.Encode(array, [0, 1], [1, 2]).ShouldBe([1, 0, 0xCD, 0xAB, 2, 0, 0xCD, 0xAB]);
        Stores.Encode(array, [1, 0], [1, 2]).ShouldBe([1, 0, 2, 0, 0xCD, 0xAB, 0xCD, 0xAB]);
        Stores.Encode(array, [1, 1], [1]).ShouldBe([1, 0, 0xCD, 0xAB, 0xCD, 0xAB, 0xCD, 0xAB]);
    }

    [Fact]
    public void Values_are_stored_as_NumPy_stores_them()
    {
        Bytes(ZarrType.U4, 0x01020304, uint.MaxValue).ShouldBe([4, 3, 2, 1, 255, 255, 255, 255]);
        Bytes(ZarrType.F4, 1, double.NaN).ShouldBe([0, 0, 0x80, 0x3F, 0, 0, 0xC0, 0x7F]);
        Bytes(ZarrType.F8, -2, BitConverter.UInt64BitsToDouble(0xFFF8_0000_0000_0001)).ShouldBe([0, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0xF8, 0x7F]);

        static byte[] Bytes(ZarrType type, params double[] values) => Stores.Encode(new ZarrArray(ZarrFormat.V2, [2], [2], type, ZarrCompressor.None), [0], values);
    }

    [Fact]
    public void A_deflated_chunk_is_a_plain_zlib_or_gzip_stream()
    {
        double[] values = Stores.Values(ZarrType.U2, 1000);
        byte[] plain = Stores.Encode(new ZarrArray(ZarrFormat.V2, [1000], [1000], ZarrType.U2, ZarrCompressor.None), [0], values);
        using var zlib = new ZLibStream(new MemoryStream(Stores.Encode(new ZarrArray(ZarrFormat.V2, [1000], [1000], ZarrType.U2, ZarrCompressor.Zlib(6)), [0], values)), CompressionMode.Decompress);
        using var gzip = new GZipStream(new MemoryStream(Stores.Encode(new ZarrArray(ZarrFormat.V3, [1000], [1000], ZarrType.U2, ZarrCompressor.Gzip(6)), [0], values)), CompressionMode.Decompress);

        All(zlib).ShouldBe(plain);
        All(gzip).ShouldBe(plain);

        static byte[] All(Stream stream)
        {
            using var all = new MemoryStream();
            stream.CopyTo(all);
            return all.ToArray();
        }
    }

    [Fact]
    public void A_chunk_the_array_does_not_have_or_another_number_of_values_is_refused()
    {
        var array = new ZarrArray(ZarrFormat.V2, [3, 3], [2, 2], ZarrType.U2, ZarrCompressor.None);
        foreach (long[] index in new long[][] { [0], [0, 2], [-1, 0], [0, 0, 0] }) Should.Throw<ArgumentException>(() => Stores.Encode(array, index, [1, 2, 3, 4]));
        Should.Throw<ArgumentException>(() => Stores.Encode(array, [0, 1], [1, 2, 3, 4])).Message.ShouldContain("4 values are not the 2");
        Should.Throw<ArgumentException>(() => new ChunkCodec(array, inside: 65536)).Message.ShouldContain("65536");
    }
}
