using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MandelActors.Imaging.Apng;
using MandelActors.Imaging.Png;
using MandelActors.Imaging.Zarr;
using MandelActors.Testing;

namespace MandelActors.Console.Tests.Verbs;

public sealed class StackVerbTests : IDisposable
{
    private const string Scene =
        """
        {
          "kind": "mandelbrot-stack", "image": { "width": 48, "height": 32 }, "centre": { "re": "-0.743645857047151", "im": "0.13182592380533" },
          "radius": "1.5", "levels": 40, "zoomPerLevel": "1.25", "iterations": 300, "escape": { "radius": 2, "count": "whole" }, "array": { "chunks": [1, 20, 20] }
        }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _scene;

    public StackVerbTests()
    {
        _scene = _folder.Combine("stack.json");
        File.WriteAllText(_scene, Scene);
    }

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("whole levels", "...")]
    [InlineData("a slice", "3:40:9,::3,5:30:2")]
    [InlineData("smooth", "::13", "--set", "array.type=f8", "--set", "escape.count=smooth", "--set", "escape.radius=256")]
    [InlineData("deep chunks", "2:33", "--chunks", "[8,32,7]", "--type", "u4", "--compressor", "none")]
    public async Task An_array_holds_what_is_picked_value_by_value_as_zarr_python_reads_it(string what, string slice, params string[] flags)
    {
        Skip.If(Lacking.PythonZarr is not null, Lacking.PythonZarr);
        var array = _folder.Combine("out.zarr");

        (await RunAsync(["stack", _scene, "--slice", slice, "-o", array, .. flags])).ExitCode.ShouldBe(0, what);

        var read = await ReadWithPythonAsync(array);
        string[] forPicking = [.. flags.Chunk(2).Where(pair => pair[0] == "--set").SelectMany(pair => pair)];
        var picked = await PickAsync(read.Count > 10_000 ? PartOf(slice) : slice, forPicking);
        picked.Count.ShouldBeGreaterThan(20);
        var all = read.Count > 10_000 ? null : read.Select(item => item.Value).ToArray();
        if (all is not null) picked.ShouldBe(all);
        else picked.ShouldBe(read.Where(item => item.Level == 0 && item.Row < 2).Select(item => item.Value));
    }

    [Fact]
    public async Task A_chunk_computed_alone_is_the_one_of_the_whole_array()
    {
        (await RunAsync("stack", _scene, "-o", _folder.Combine("all.zarr"))).ExitCode.ShouldBe(0);
        (await RunAsync("stack", _scene, "--slice", "7,20:32,20:40", "-o", _folder.Combine("one.zarr"))).ExitCode.ShouldBe(0);

        var one = ZarrReader.Open(_folder.Combine("one.zarr")).Read([0, 0, 0], [1, 12, 20]);
        ZarrReader.Open(_folder.Combine("all.zarr")).Read([7, 20, 20], [1, 12, 20]).ShouldBe(one);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("3")]
    public async Task Both_formats_hold_the_same_numbers_and_a_second_run_writes_nothing(string format)
    {
        var array = _folder.Combine("out.zarr");
        (await RunAsync("stack", _scene, "--format", format, "-o", array)).ExitCode.ShouldBe(0);
        var times = Directory.EnumerateFiles(array, "*", SearchOption.AllDirectories).ToDictionary(path => path, File.GetLastWriteTimeUtc);

        (await RunAsync("stack", _scene, "--format", format, "-o", array)).Output.ShouldContain("nothing to render");

        foreach (var (path, time) in times) File.GetLastWriteTimeUtc(path).ShouldBe(time);
        ZarrReader.Open(array).Read([12, 3, 4], [1, 1, 1])[0].ShouldBe((await PickAsync("12,3,4"))[0]);
    }

    [Fact]
    public async Task Render_puts_the_array_into_its_folder()
    {
        (await RunAsync("render", _scene, "-o", _folder.Combine("job"), "--set", "array.slice=0:3")).ExitCode.ShouldBe(0);

        ZarrReader.Open(_folder.Combine("job", "fields")).Array.Shape.ShouldBe([3, 32, 48]);
        var manifest = JsonDocument.Parse(File.ReadAllBytes(_folder.Combine("job", "manifest.json"))).RootElement;
        manifest.GetProperty("frames")[2].GetProperty("files").EnumerateArray().Select(file => file.GetString()).ShouldBe(["fields/2.0.0", "fields/2.0.1", "fields/2.0.2", "fields/2.1.0", "fields/2.1.1", "fields/2.1.2"]);
    }

    [Fact]
    public async Task A_pixel_inside_is_the_limit_where_it_is_fixed_and_the_largest_number_where_it_is_not()
    {
        (await RunAsync("stack", "pick", _scene, "--slice", "0,16,24")).Output.ShouldBe("[0, 16, 24] = 300 (inside)\n");
        (await RunAsync("stack", "pick", _scene, "--slice", "0,16,24", "--max-iterations", "auto")).Output.ShouldBe("[0, 16, 24] = 65535 (inside)\n");
    }

    [Fact]
    public async Task A_contact_sheet_shows_the_levels_of_the_slice()
    {
        var sheet = _folder.Combine("sheet.png");

        (await RunAsync("stack", "montage", _scene, "--slice", "::8", "--columns", "3", "-o", sheet)).ExitCode.ShouldBe(0);

        using var stream = File.OpenRead(sheet);
        var image = PngReader.Read(stream);
        (image.Width, image.Height).ShouldBe((3 * 48 + 2 * 4, 2 * 32 + 4));
        image.Pixels[^3..].ShouldBe([(byte)0x40, (byte)0x40, (byte)0x40], "the sixth place is empty");
    }

    [Fact]
    public async Task A_preview_has_one_frame_a_level_and_one_contrast()
    {
        var film = _folder.Combine("preview.apng");

        (await RunAsync("stack", "animate", _scene, "--slice", "0:10", "-o", film)).ExitCode.ShouldBe(0);

        using var stream = File.OpenRead(film);
        ApngReader.Read(stream, (_, _) => { }).Frames.ShouldBe(10);
    }

    [Theory]
    [InlineData("ending in .zarr", "stack", "SCENE", "-o", "out.png")]
    [InlineData("axis level", "stack", "SCENE", "--slice", "99:", "-o", "out.zarr")]
    [InlineData("radius of at most 1e6", "stack", "SCENE", "--set", "zoomPerLevel=0.5", "-o", "out.zarr")]
    [InlineData("'mandel stack pick --help'", "stack", "pick", "SCENE", "--type", "f4")]
    [InlineData("blosc", "stack", "SCENE", "--compressor", "blosc", "-o", "out.zarr")]
    [InlineData("at most 10000 values", "stack", "pick", "SCENE")]
    [InlineData("at most 10000 values", "stack", "pick", "SCENE", "--slice", "0:20")]
    [InlineData(".apng or .png or .mp4 or .mkv", "stack", "animate", "SCENE", "-o", "out.gif")]
    [InlineData("all or each", "stack", "montage", "SCENE", "--contrast", "both", "-o", "out.png")]
    [InlineData("one of abyss", "stack", "montage", "SCENE", "--palette", "rainbows", "-o", "out.png")]
    [InlineData("at least 1", "stack", "montage", "SCENE", "--columns", "0", "-o", "out.png")]
    [InlineData("mandelbrot-zoom", "frame", "SCENE", "-o", "out.png")]
    public async Task A_mistake_is_one_line_and_nothing_is_written(string says, params string[] arguments)
    {
        var result = await RunAsync([.. arguments.Select(argument => argument switch
        {
            "SCENE" => _scene,
            _ when argument.StartsWith("out.", StringComparison.Ordinal) => _folder.Combine(argument),
            _ => argument,
        })]);

        result.ShouldBeRefused(says);
        Directory.GetFileSystemEntries(_folder.Path).ShouldBe([_scene]);
    }

    /// <summary>Rows 0 and 1 of the first level.</summary>
    private static string PartOf(string slice)
    {
        var axes = slice == "..." ? ["0", "0:2"] : slice.Split(',');
        return axes.Length == 1 ? $"{axes[0].Split(':')[0]},0:2" : $"{axes[0]},{axes[1]}";
    }

    private async Task<IReadOnlyList<double>> PickAsync(string slice, params string[] flags)
    {
        var result = await RunAsync(["stack", "pick", _scene, "--json", "--slice", slice, .. flags]);
        result.ExitCode.ShouldBe(0, result.Errors);
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("value"))
            .Select(value => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble())];
    }

    private static async Task<IReadOnlyList<(int Level, int Row, double Value)>> ReadWithPythonAsync(string array)
    {
        const string script = "import sys, zarr, numpy as np\nz = zarr.open(sys.argv[1], mode='r')[:]\nfor i, v in np.ndenumerate(z): print(i[0], i[1], repr(float(v)))";
        ProcessStartInfo start = new(Lacking.Python, ["-W", "ignore", "-c", script, array]) { RedirectStandardOutput = true };
        using var python = Process.Start(start)!;
        var text = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        python.ExitCode.ShouldBe(0);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
            .Select(parts => (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture), Number(parts[2])))];

        static double Number(string text) => text == "nan" ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);
    }

    private static Task<MandelResult> RunAsync(params string[] arguments) => MandelProcess.RunAsync(arguments);
}
