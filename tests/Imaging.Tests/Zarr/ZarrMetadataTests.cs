using System.Text;
using System.Text.Json.Nodes;
using MandelActors.Imaging.Zarr;

namespace MandelActors.Imaging.Tests.Zarr;

public sealed class ZarrMetadataTests
{
    /// <summary>What zarr-python 2.13.6 writes for the same array, byte for byte.</summary>
    [Fact]
    public void The_description_in_format_2_is_zarr_pythons_own()
    {
        var array = new ZarrArray(ZarrFormat.V2, [120000, 512], [1, 256], ZarrType.U2, ZarrCompressor.Zlib(1)) { DimensionNames = ["level", "y"] };

        var files = ZarrMetadata.FilesOf(array);

        files.Select(file => file.Key).ShouldBe([".zattrs", ".zarray"]);
        Encoding.UTF8.GetString(files[0].Value).ShouldBe("""
            {
                "_ARRAY_DIMENSIONS": [
                    "level",
                    "y"
                ]
            }
            """.ReplaceLineEndings("\n"));
        Encoding.UTF8.GetString(files[1].Value).ShouldBe("""
            {
                "chunks": [
                    1,
                    256
                ],
                "compressor": {
                    "id": "zlib",
                    "level": 1
                },
                "dtype": "<u2",
                "fill_value": 0,
                "filters": null,
                "order": "C",
                "shape": [
                    120000,
                    512
                ],
                "zarr_format": 2
            }
            """.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData(double.NaN, "\"NaN\"")]
    [InlineData(double.NegativeInfinity, "\"-Infinity\"")]
    [InlineData(0.0, "0.0")]
    [InlineData(-2.5, "-2.5")]
    public void A_fill_value_is_JSON_whatever_it_is(double fill, string text)
    {
        var array = new ZarrArray(ZarrFormat.V2, [4], [2], ZarrType.F8, ZarrCompressor.None, fill);
        Encoding.UTF8.GetString(ZarrMetadata.FilesOf(array).ShouldHaveSingleItem().Value).ShouldContain($"\"compressor\": null,\n    \"dtype\": \"<f8\",\n    \"fill_value\": {text},\n");
    }

    /// <summary>The keys and names of the core specification, version 3.0.</summary>
    [Fact]
    public void The_description_in_format_3_is_the_specifications()
    {
        var array = new ZarrArray(ZarrFormat.V3, [40, 9], [1, 4], ZarrType.F4, ZarrCompressor.Gzip(5)) { DimensionNames = ["level", "x"], Attributes = new JsonObject { ["source"] = "é < z" } };

        var file = ZarrMetadata.FilesOf(array).ShouldHaveSingleItem();

        file.Key.ShouldBe("zarr.json");
        Encoding.UTF8.GetString(file.Value).ShouldBe("""
            {
              "zarr_format": 3,
              "node_type": "array",
              "shape": [
                40,
                9
              ],
              "data_type": "float32",
              "chunk_grid": {
                "name": "regular",
                "configuration": {
                  "chunk_shape": [
                    1,
                    4
                  ]
                }
              },
              "chunk_key_encoding": {
                "name": "default",
                "configuration": {
                  "separator": "/"
                }
              },
              "fill_value": "NaN",
              "codecs": [
                {
                  "name": "bytes",
                  "configuration": {
                    "endian": "little"
                  }
                },
                {
                  "name": "gzip",
                  "configuration": {
                    "level": 5
                  }
                }
              ],
              "attributes": {
                "source": "é < z"
              },
              "dimension_names": [
                "level",
                "x"
              ]
            }
            """.ReplaceLineEndings("\n"));
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public void A_description_is_read_back(ZarrFormat format, ZarrType type, string compressor)
    {
        foreach (double? fill in new double?[] { null, 0, 65535 })
        {
            using var folder = new TemporaryFolder();
            var array = new ZarrArray(format, [1L << 40, 3, 5], [1, 3, 4], type, Stores.Compressor(compressor, 7), fill)
            {
                DimensionNames = ["level", "y", "x"],
                Attributes = new JsonObject { ["title"] = "π", ["nested"] = new JsonObject { ["a"] = 1 }, ["none"] = null },
            };
            foreach (var (name, bytes) in ZarrMetadata.FilesOf(array)) File.WriteAllBytes(folder[name], bytes);

            var read = ZarrReader.Open(folder.Path).Array;

            (read.Format, read.Type, read.Compressor).ShouldBe((array.Format, array.Type, array.Compressor));
            read.FillValue.ShouldBe(array.FillValue);
            read.Shape.ShouldBe(array.Shape);
            read.Chunks.ShouldBe(array.Chunks);
            read.DimensionNames.ShouldBe(array.DimensionNames);
            JsonNode.DeepEquals(read.Attributes, array.Attributes).ShouldBeTrue();
            ZarrMetadata.FilesOf(read).Select(file => Encoding.UTF8.GetString(file.Value)).ShouldBe(ZarrMetadata.FilesOf(array).Select(file => Encoding.UTF8.GetString(file.Value)));
        }
    }

    [Fact]
    public void Chunks_have_one_name_each()
    {
        var two = new ZarrArray(ZarrFormat.V2, [120, 512, 512], [1, 256, 256], ZarrType.U2, ZarrCompressor.None);
        var three = new ZarrArray(ZarrFormat.V3, [120, 512, 512], [1, 256, 256], ZarrType.U2, ZarrCompressor.None);

        two.ChunkName([119, 0, 1]).ShouldBe("119.0.1");
        three.ChunkName([119, 0, 1]).ShouldBe("c/119/0/1");
        two.ChunkIndex("119.0.1").ShouldBe([119, 0, 1]);
        three.ChunkIndex("c/119/0/1").ShouldBe([119, 0, 1]);
        foreach (string name in new[] { "", "119.0", "119.0.1.0", "120.0.0", "0.2.0", "-1.0.0", "+1.0.0", "01.0.0", "1. 0.0", "1.0.0x", "c/1/0/0", ".zarray", "99999999999999999999.0.0" })
            two.ChunkIndex(name).ShouldBeNull(name);
        foreach (string name in new[] { "c", "c/", "d/1/0/0", "1/0/0", "c/1/0", "c.1.0.0", "c/1/0/0/", "zarr.json" }) three.ChunkIndex(name).ShouldBeNull(name);
        Should.Throw<ArgumentException>(() => two.ChunkName([120, 0, 0])).Message.ShouldBe("there is no chunk [120, 0, 0] in a grid of [120, 2, 2]");
    }

    [Fact]
    public void Arrays_that_cannot_be_are_refused()
    {
        Refuse([], [], "1 … 32 axes");
        Refuse([4, 4], [4], "chunks of 1 axes");
        Refuse([0], [1], "has 1 …");
        Refuse([1], [0], "at least one value");
        Refuse([1L << 40, 1], [1 << 20, 1 << 20], "too large");
        Refuse([4], [4], "the fill value 0.5 does not fit the type u2", fill: 0.5);
        Refuse([4], [4], "format 3 has no zlib codec", compressor: ZarrCompressor.Zlib(1));
        Should.Throw<ArgumentException>(() => new ZarrArray(ZarrFormat.V2, [4], [4], ZarrType.U2, default) { DimensionNames = ["y", "x"] }).Message.ShouldBe("2 names do not fit 1 axes");
        Should.Throw<ArgumentOutOfRangeException>(() => ZarrCompressor.Zlib(10));
        Should.Throw<UnknownNameException>(() => ZarrTypes.Parse("u1")).Nearest.ShouldBe("u2");

        static void Refuse(long[] shape, int[] chunks, string complaint, double? fill = null, ZarrCompressor compressor = default) =>
            Should.Throw<ArgumentException>(() => new ZarrArray(ZarrFormat.V3, shape, chunks, ZarrType.U2, compressor, fill)).Message.ShouldContain(complaint);
    }
}
