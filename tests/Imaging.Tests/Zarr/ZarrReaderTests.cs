using System.Text;
using MandelActors.Imaging.Zarr;

namespace MandelActors.Imaging.Tests.Zarr;

public sealed class ZarrReaderTests
{
    private const string V2 = """
        {"zarr_format": 2, "shape": [4, 6], "chunks": [2, 3], "dtype": "<u2", "compressor": null, "fill_value": 7, "order": "C", "filters": null}
        """;

    private const string V3 = """
        {"zarr_format": 3, "node_type": "array", "shape": [4, 6], "data_type": "uint16", "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [2, 3]}},
         "chunk_key_encoding": {"name": "default"}, "fill_value": 7, "codecs": [{"name": "bytes", "configuration": {"endian": "little"}}]}
        """;

    [Theory]
    [InlineData(ZarrFormat.V2)]
    [InlineData(ZarrFormat.V3)]
    public void Any_region_holds_what_stepping_through_the_array_gives(ZarrFormat format)
    {
        using var folder = new TemporaryFolder();
        var array = new ZarrArray(format, [5, 11, 13], [2, 4, 5], ZarrType.U4, ZarrCompressor.Deflating(format, 1));
        double[] values = Stores.Values(ZarrType.U4, 5 * 11 * 13);
        Stores.Write(folder.Path, array, values);
        var reader = ZarrReader.Open(folder.Path);
        reader.Read([0, 0, 0], [5, 11, 13]).ShouldBe(values);

        var random = new Random(72);
        for (int round = 0; round < 300; round++)
        {
            long[] step = [.. array.Shape.Select(length => 1L + random.Next((int)length + 1))];
            long[] start = [.. array.Shape.Select(length => (long)random.Next((int)length))];
            long[] count = [.. array.Shape.Select((length, axis) => 1 + random.Next((int)((length - 1 - start[axis]) / step[axis]) + 1))];
            double[] expected =
            [
                .. from i in Range(0) from j in Range(1) from k in Range(2) select values[(i * 11 + j) * 13 + k],
            ];
            reader.Read(start, count, step).ShouldBe(expected, $"start [{string.Join(", ", start)}] count [{string.Join(", ", count)}] step [{string.Join(", ", step)}]");

            IEnumerable<long> Range(int axis) => Enumerable.Range(0, (int)count[axis]).Select(i => start[axis] + i * step[axis]);
        }
    }

    [Fact]
    public void A_missing_chunk_holds_the_fill_value_and_untouched_chunks_are_not_read()
    {
        using var folder = new TemporaryFolder();
        var array = new ZarrArray(ZarrFormat.V2, [4, 6], [2, 3], ZarrType.F8, ZarrCompressor.None);
        Stores.Write(folder.Path, array, [.. Enumerable.Range(0, 24).Select(i => (double)i)]);
        File.Delete(folder["0.1"]);
        File.WriteAllText(folder["1.0"], "damaged");
        var reader = ZarrReader.Open(folder.Path);

        double[] field = new double[6];
        reader.ReadChunk([0, 1], field).ShouldBeFalse();
        field.ShouldAllBe(value => double.IsNaN(value));
        reader.ReadChunk([1, 1], field).ShouldBeTrue();
        field.ShouldBe([15, 16, 17, 21, 22, 23]);
        Stores.Bits(reader.Read([0, 2], [2, 2])).ShouldBe(Stores.Bits([2, double.NaN, 8, double.NaN]));
        Should.Throw<DamagedChunkException>(() => reader.Read([0, 2], [3, 2])).Chunk.ShouldBe("1.0");
        Should.Throw<ArgumentException>(() => reader.ReadChunk([0, 1], new double[5]));
    }

    [Theory]
    [InlineData(-1, 1, 1)]
    [InlineData(4, 1, 1)]
    [InlineData(0, 5, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(0, 1, 0)]
    [InlineData(1, 3, 2)]
    [InlineData(0, 3, long.MaxValue)]
    public void A_region_outside_the_array_is_refused(long start, long count, long step)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder[".zarray"], V2);
        Should.Throw<ArgumentException>(() => ZarrReader.Open(folder.Path).Read([start, 0], [count, 1], [step, 1])).Message.ShouldContain("of axis 0");
    }

    [Theory]
    [InlineData(V2, "{", "[", "JSON")]
    [InlineData(V2, "\"order\"", "\"ordre\"", "expected the key 'order', found none")]
    [InlineData(V2, "[4, 6]", "[4, -6]", "shape[1]: expected a whole number from 1 to")]
    [InlineData(V2, "[4, 6]", "[4, 6.5]", "shape[1]: expected a whole number")]
    [InlineData(V2, "[4, 6]", "[4]", "chunks of 2 axes do not fit an array of 1")]
    [InlineData(V2, "[2, 3]", "[1000000000, 1000000000]", "too large")]
    [InlineData(V2, "[2, 3]", "\"2\"", "chunks: expected an array, found \"2\"")]
    [InlineData(V2, "\"fill_value\": 7", "\"fill_value\": -7", "fill_value: expected a value of the type u2, found -7")]
    [InlineData(V2, "\"fill_value\": 7", "\"fill_value\": \"NaN\"", "fill_value: expected a value of the type u2")]
    [InlineData(V2, "\"zarr_format\": 2", "\"zarr_format\": 3", "zarr_format: expected a whole number from 2 to 2, found 3")]
    [InlineData(V2, "\"order\": \"C\"", "\"order\": \"C\", \"order\": \"C\"", "JSON")]
    [InlineData(V2, "\"order\": \"C\"", "\"order\": \"C\", \"dimension_separator\": \"-\"", "dimension_separator: expected \".\" or \"/\"")]
    [InlineData(V2, "\"compressor\": null", "\"compressor\": {\"id\": \"zlib\", \"level\": 10}", "compressor.level: expected a whole number from -1 to 9, found 10")]
    [InlineData(V3, "\"array\"", "\"group\"", "node_type: expected \"array\", found \"group\"")]
    [InlineData(V3, "\"fill_value\": 7, ", "", "expected the key 'fill_value', found none")]
    [InlineData(V3, "[{\"name\": \"bytes\", \"configuration\": {\"endian\": \"little\"}}]", "[]", "codecs: expected the codec 'bytes', found none")]
    [InlineData(V3, ", \"configuration\": {\"endian\": \"little\"}", "", "codecs[0]: expected a configuration, found none")]
    public void A_description_that_is_wrong_is_refused_with_file_and_key(string text, string from, string to, string complaint)
    {
        var problem = Should.Throw<Exception>(() => Open(text, from, to));
        problem.ShouldBeOfType<InvalidDataException>().Message.ShouldContain(complaint);
        problem.Message.ShouldContain(text == V2 ? ".zarray: " : "zarr.json: ");
        problem.Message.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData(V2, "null, \"fill", "{\"id\": \"blosc\", \"cname\": \"lz4\"}, \"fill", "compressor.id: the compressor \"blosc\" instead of zlib, gzip or none is not read here")]
    [InlineData(V2, "<u2", ">u2", "dtype: the big-endian type \">u2\" is not read here")]
    [InlineData(V2, "<u2", "|b1", "dtype: the type \"|b1\" instead of <u2, <u4, <f4 or <f8")]
    [InlineData(V2, "\"<u2\"", "[[\"a\", \"<u2\"]]", "dtype: an array of structures")]
    [InlineData(V2, "\"C\"", "\"F\"", "order: the order \"F\" instead of \"C\"")]
    [InlineData(V2, "\"filters\": null", "\"filters\": [{\"id\": \"delta\"}]", "filters: an array with filters")]
    [InlineData(V3, "little", "big", "codecs[0].configuration.endian: the byte order \"big\" instead of \"little\"")]
    [InlineData(V3, "}}]", "}}, {\"name\": \"zstd\", \"configuration\": {\"level\": 0}}]", "codecs[1]: the codec 'zstd' instead of 'gzip'")]
    [InlineData(V3, "[{\"name\": \"bytes\"", "[{\"name\": \"sharding_indexed\"", "codecs[0]: the codec 'sharding_indexed' instead of 'bytes'")]
    [InlineData(V3, "}}]", "}}, {\"name\": \"gzip\", \"configuration\": {\"level\": 1}}, \"crc32c\"]", "codecs[2]: the codec 'crc32c'")]
    [InlineData(V3, "uint16", "int8", "data_type: the type 'int8'")]
    [InlineData(V3, "regular", "rectilinear", "chunk_grid: the chunk grid 'rectilinear'")]
    [InlineData(V3, "default", "own", "chunk_key_encoding: the chunk key encoding 'own'")]
    [InlineData(V3, "\"fill_value\"", "\"more\": {}, \"fill_value\"", "more: an extension that must be understood")]
    [InlineData(V3, "\"fill_value\"", "\"storage_transformers\": [{\"name\": \"a\"}], \"fill_value\"", "storage_transformers: an array with storage transformers")]
    public void A_kind_of_array_that_is_not_read_is_named_in_one_line(string text, string from, string to, string complaint)
    {
        var problem = Should.Throw<NotSupportedException>(() => Open(text, from, to));
        problem.Message.ShouldContain(complaint);
        problem.Message.ShouldEndWith("is not read here");
        problem.Message.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData(V2, "\"filters\": null", "\"filters\": [], \"anything\": {\"a\": 1}", "0.1")]
    [InlineData(V2, "\"filters\": null", "\"filters\": null, \"dimension_separator\": \"/\"", "0/1")]
    [InlineData(V2, "\"fill_value\": 7", "\"fill_value\": null", "0.1")]
    [InlineData(V3, "\"fill_value\"", "\"more\": {\"must_understand\": false}, \"storage_transformers\": [], \"fill_value\"", "c/0/1")]
    [InlineData(V3, "{\"name\": \"default\"}", "\"default\"", "c/0/1")]
    [InlineData(V3, "{\"name\": \"default\"}", "{\"name\": \"default\", \"configuration\": {\"separator\": \".\"}}", "c.0.1")]
    [InlineData(V3, "{\"name\": \"default\"}", "{\"name\": \"v2\"}", "0.1")]
    [InlineData(V3, "\"uint16\"", "{\"name\": \"uint16\"}", "c/0/1")]
    public void What_the_specifications_leave_open_is_read(string text, string from, string to, string chunk)
    {
        var array = Open(text, from, to);
        array.Shape.ShouldBe([4, 6]);
        array.ChunkName([0, 1]).ShouldBe(chunk);
    }

    [Theory]
    [InlineData("float32", "\"0x7fc00000\"", double.NaN)]
    [InlineData("float64", "\"0x4000000000000000\"", 2.0)]
    [InlineData("float64", "\"-Infinity\"", double.NegativeInfinity)]
    [InlineData("float32", "2", 2.0)]
    public void A_fill_value_of_floating_point_may_be_written_in_several_ways(string type, string fill, double value) =>
        Open(V3.Replace("uint16", type, StringComparison.Ordinal), "\"fill_value\": 7", $"\"fill_value\": {fill}").FillValue.ShouldBe(value);

    [Fact]
    public void Attributes_of_another_program_are_kept_whatever_they_are()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder[".zarray"], V2);
        File.WriteAllText(folder[".zattrs"], """{"_ARRAY_DIMENSIONS": ["y"], "b": [1, null]}""");
        var array = ZarrReader.Open(folder.Path).Array;
        array.DimensionNames.ShouldBeNull();
        array.Attributes.ToJsonString().ShouldBe("""{"_ARRAY_DIMENSIONS":["y"],"b":[1,null]}""");
    }

    [Theory]
    [InlineData("C\\ud800")]
    [InlineData("C\u00ff")]
    public void Text_that_is_no_text_is_refused(string order)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder[".zarray"], Encoding.Latin1.GetBytes(V2.Replace("\"C\"", $"\"{order}\"", StringComparison.Ordinal)));
        Should.Throw<InvalidDataException>(() => ZarrReader.Open(folder.Path)).Message.ShouldContain("expected UTF-8 text");
    }

    [Fact]
    public void A_folder_without_an_array_is_refused()
    {
        using var folder = new TemporaryFolder();
        Should.Throw<InvalidDataException>(() => ZarrReader.Open(folder.Path)).Message.ShouldEndWith("found neither .zarray nor zarr.json");
    }

    private static ZarrArray Open(string text, string from, string to)
    {
        text.ShouldContain(from);
        using var folder = new TemporaryFolder();
        string file = folder[text.Contains("node_type", StringComparison.Ordinal) ? "zarr.json" : ".zarray"];
        File.WriteAllText(file, text.Replace(from, to, StringComparison.Ordinal), new UTF8Encoding(false));
        return ZarrReader.Open(folder.Path).Array;
    }
}
