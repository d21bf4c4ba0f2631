using System.Diagnostics;
using System.Globalization;
using MandelActors.Imaging.Npy;
using MandelActors.Imaging.Zarr;
using MandelActors.Testing;

namespace MandelActors.Imaging.Tests.Zarr;

/// <summary>zarr-python as an independent witness: it reads what we write, and we read what it writes.</summary>
public sealed class ForeignZarrTests
{
    private static readonly long[] Shape = [3, 37, 41];
    private static readonly int[] Chunks = [1, 16, 41];

    [SkippableTheory]
    [InlineData(ZarrType.U2, "zlib")]
    [InlineData(ZarrType.U4, "zlib")]
    [InlineData(ZarrType.F4, "none")]
    [InlineData(ZarrType.F8, "gzip")]
    public async Task Another_reader_sees_the_same_array(ZarrType type, string compressor)
    {
        Skip.If(Lacking.PythonZarr is not null, Lacking.PythonZarr);
        using var folder = new TemporaryFolder();
        var array = new ZarrArray(ZarrFormat.V2, Shape, Chunks, type, Stores.Compressor(compressor)) { DimensionNames = ["level", "y", "x"] };
        double[] values = Stores.Values(type, 3 * 37 * 41);
        Stores.Write(folder["a.zarr"], array, values);
        File.Delete(Path.Combine(folder["a.zarr"], "2.1.0"));
        for (int i = 0; i < 16 * 41; i++) values[2 * 37 * 41 + 16 * 41 + i] = array.FillValue;

        string printed = await RunAsync(folder, """
            import json, numpy, zarr
            z = zarr.open_array('a.zarr', mode='r')
            print(json.dumps([z.shape, z.chunks, z.dtype.str, str(z.fill_value), z.compressor and z.compressor.codec_id, z.nchunks_initialized, z.attrs['_ARRAY_DIMENSIONS']]))
            numpy.save('a.npy', z[...].astype('<f8').reshape(-1, 41))
            """);

        string fill = ZarrTypes.IsInteger(type) ? "0" : "nan", codec = compressor == "none" ? "null" : $"\"{compressor}\"";
        printed.Trim().ShouldBe($"[[3, 37, 41], [1, 16, 41], \"<{ZarrTypes.NameOf(type)}\", \"{fill}\", {codec}, 8, [\"level\", \"y\", \"x\"]]");
        Stores.Bits(Load(folder["a.npy"])).ShouldBe(Stores.Bits(values));
    }

    [SkippableTheory]
    [InlineData("<u2", "numcodecs.Zlib(6)", "0", 0, ".")]
    [InlineData("<u4", "numcodecs.GZip(1)", "7", 7, ".")]
    [InlineData("<f4", "None", "float('nan')", double.NaN, "/")]
    [InlineData("<f8", "numcodecs.Zlib(1)", "-1.5", -1.5, ".")]
    public async Task Another_writers_array_is_read(string type, string compressor, string fill, double fillValue, string separator)
    {
        Skip.If(Lacking.PythonZarr is not null, Lacking.PythonZarr);
        using var folder = new TemporaryFolder();
        await RunAsync(folder, $"""
            import numcodecs, numpy, zarr
            numpy.random.seed(73)
            a = numpy.random.randint(0, 60000, (3, 37, 41)).astype('{type}')
            z = zarr.open_array('b.zarr', mode='w', shape=a.shape, chunks=(2, 16, 20), dtype='{type}', compressor={compressor}, fill_value={fill}, dimension_separator='{separator}')
            z[0:3, 0:32, :] = a[:, 0:32, :]
            numpy.save('b.npy', z[...].astype('<f8').reshape(-1, 41))
            """);

        var reader = ZarrReader.Open(folder["b.zarr"]);

        double[] expected = Load(folder["b.npy"]);
        reader.Array.Shape.ShouldBe(Shape);
        reader.Array.Chunks.ShouldBe([2, 16, 20]);
        reader.Array.FillValue.ShouldBe(fillValue);
        Stores.Bits(reader.Read([0, 0, 0], Shape)).ShouldBe(Stores.Bits(expected));
        expected[^1].ShouldBe(fillValue);
    }

    [SkippableFact]
    public async Task The_description_is_the_one_another_writer_makes()
    {
        Skip.If(Lacking.PythonZarr is not null, Lacking.PythonZarr);
        using var folder = new TemporaryFolder();
        await RunAsync(folder, """
            import numcodecs, zarr
            for name, dtype, codec, fill in [('0', '<u2', numcodecs.Zlib(1), 0), ('1', '<f4', None, float('nan')), ('2', '<f8', numcodecs.Zlib(9), 2.5), ('3', '<u4', numcodecs.GZip(5), 4294967295)]:
                zarr.open_array(name, mode='w', shape=(120000, 512, 512), chunks=(1, 256, 256), dtype=dtype, compressor=codec, fill_value=fill)
            """);
        ZarrArray[] arrays =
        [
            Array(ZarrType.U2, ZarrCompressor.Zlib(1), null),
            Array(ZarrType.F4, ZarrCompressor.None, null),
            Array(ZarrType.F8, ZarrCompressor.Zlib(9), 2.5),
            Array(ZarrType.U4, ZarrCompressor.Gzip(5), uint.MaxValue),
        ];
        for (int i = 0; i < arrays.Length; i++)
            ZarrMetadata.FilesOf(arrays[i]).ShouldHaveSingleItem().Value.ShouldBe(await File.ReadAllBytesAsync(Path.Combine(folder[i.ToString(CultureInfo.InvariantCulture)], ".zarray")));

        static ZarrArray Array(ZarrType type, ZarrCompressor compressor, double? fill) => new(ZarrFormat.V2, [120000, 512, 512], [1, 256, 256], type, compressor, fill);
    }

    /// <summary>zarr-python 2 cannot read the final format 3, so Python's own json and gzip and NumPy are the witnesses, with the core specification's required keys.</summary>
    [SkippableTheory]
    [InlineData(ZarrType.U2, "uint16", "gzip")]
    [InlineData(ZarrType.F8, "float64", "gzip")]
    [InlineData(ZarrType.F4, "float32", "none")]
    public async Task Format_3_is_what_its_specification_says(ZarrType type, string name, string compressor)
    {
        Skip.If(Lacking.PythonZarr is not null, Lacking.PythonZarr);
        using var folder = new TemporaryFolder();
        var array = new ZarrArray(ZarrFormat.V3, Shape, Chunks, type, Stores.Compressor(compressor)) { DimensionNames = ["level", "y", "x"] };
        double[] values = Stores.Values(type, 3 * 37 * 41);
        Stores.Write(folder["c.zarr"], array, values);

        string printed = await RunAsync(folder, """
            import gzip, json, numpy
            m = json.load(open('c.zarr/zarr.json'))
            required = {'zarr_format', 'node_type', 'shape', 'data_type', 'chunk_grid', 'chunk_key_encoding', 'fill_value', 'codecs'}
            assert required <= set(m) <= required | {'attributes', 'dimension_names', 'storage_transformers'}, m
            assert m['zarr_format'] == 3 and m['node_type'] == 'array' and len(m['dimension_names']) == len(m['shape']), m
            assert m['chunk_grid']['name'] == 'regular' and m['chunk_key_encoding'] == {'name': 'default', 'configuration': {'separator': '/'}}, m
            assert m['codecs'][0] == {'name': 'bytes', 'configuration': {'endian': 'little'}} and m['attributes'] == {}, m
            whole = numpy.zeros(m['shape'], dtype=numpy.dtype(m['data_type']).newbyteorder('<'))
            chunk = m['chunk_grid']['configuration']['chunk_shape']
            for i in range(3):
                for j in range(3):
                    data = open(f'c.zarr/c/{i}/{j}/0', 'rb').read()
                    if len(m['codecs']) > 1: data = gzip.decompress(data)
                    part = numpy.frombuffer(data, dtype=whole.dtype).reshape(chunk)
                    kept = min(16, 37 - 16 * j)
                    whole[i, 16 * j:16 * j + kept] = part[0, :kept]
                    padding = part[0, kept:]
                    assert (numpy.isnan(padding) if m['fill_value'] == 'NaN' else padding == m['fill_value']).all()
            numpy.save('c.npy', whole.astype('<f8').reshape(-1, 41))
            print(json.dumps([m['data_type'], [c['name'] for c in m['codecs']]]))
            """);

        printed.Trim().ShouldBe($"[\"{name}\", [\"bytes\"{(compressor == "none" ? "" : ", \"gzip\"")}]]");
        Stores.Bits(Load(folder["c.npy"])).ShouldBe(Stores.Bits(values));
        Stores.Bits(ZarrReader.Open(folder["c.zarr"]).Read([0, 0, 0], Shape)).ShouldBe(Stores.Bits(values));
    }

    private static double[] Load(string path)
    {
        using var file = File.OpenRead(path);
        return NpyReader.Read(file).Field;
    }

    private static async Task<string> RunAsync(TemporaryFolder folder, string script)
    {
        var start = new ProcessStartInfo(Lacking.Python, ["-W", "ignore", "-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Path };
        using var process = Process.Start(start)!;
        var complaint = process.StandardError.ReadToEndAsync();
        string printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await complaint);
        return printed;
    }
}
