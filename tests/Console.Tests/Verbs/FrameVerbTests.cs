using System.Diagnostics;
using System.Text.Json;
using MandelActors.Imaging.Npy;
using MandelActors.Imaging.Png;
using MandelActors.Testing;

namespace MandelActors.Console.Tests.Verbs;

public sealed class FrameVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_picture_has_the_size_asked_for_and_reads_back()
    {
        var path = _folder.Combine("set.png");

        var result = await RunAsync("frame", "--width", "64", "--height", "36", "-o", path);

        result.ExitCode.ShouldBe(0, result.Errors);
        result.Output.ShouldContain("64×36");
        using var stream = File.OpenRead(path);
        var image = PngReader.Read(stream);
        (image.Width, image.Height).ShouldBe((64, 36));
        Files().ShouldBe(["set.png"]);
    }

    [Fact]
    public async Task A_field_is_an_array_of_height_by_width_with_nan_inside_the_set()
    {
        var path = _folder.Combine("set.npy");

        (await RunAsync("frame", "--width", "64", "--height", "36", "--max-iterations", "500", "-o", path)).ShouldSucceed();

        using var stream = File.OpenRead(path);
        var (field, height, width) = NpyReader.Read(stream);
        (height, width).ShouldBe((36, 64));
        double.IsNaN(field[18 * 64 + 32]).ShouldBeTrue("the middle of the view is inside the set");
        field[0].ShouldBeInRange(1, 5, "the corner escapes at once");
        var text = System.Text.Encoding.ASCII.GetString(File.ReadAllBytes(path), 10, 70);
        text.ShouldContain("'descr': '<f8', 'fortran_order': False, 'shape': (36, 64)");
    }

    [Fact]
    public async Task A_field_of_distances_is_in_pixels_and_nan_inside_the_set()
    {
        var path = _folder.Combine("set.npy");

        (await RunAsync("frame", "--width", "64", "--height", "36", "--max-iterations", "500", "--field", "distance", "-o", path)).ShouldSucceed();

        using var stream = File.OpenRead(path);
        var (field, height, width) = NpyReader.Read(stream);
        (height, width).ShouldBe((36, 64));
        double.IsNaN(field[18 * 64 + 32]).ShouldBeTrue("the middle of the view is inside the set");
        field[18 * 64].ShouldBeInRange(9, 36, "the needle begins 13.8 columns from the left edge");
    }

    [Theory]
    [InlineData("expected counts or distance", "--field", "distances", "-o", "x.npy")]
    [InlineData("expected -o FILE.npy beside it", "--field", "distance", "-o", "x.png")]
    [InlineData("expected at least 256 beside it", "--field", "distance", "--set", "escape.radius=20", "-o", "x.npy")]
    [InlineData("at least 256, for colours by distance", "--map", "distance", "--set", "escape.radius=20", "-o", "x.png")]
    public async Task Distances_that_cannot_be_are_refused(string says, params string[] arguments)
    {
        arguments[^1] = _folder.Combine(arguments[^1]);
        var result = await RunAsync(["frame", "--width", "16", "--height", "9", .. arguments]);
        result.ExitCode.ShouldNotBe(0);
        result.Errors.ShouldContain(says);
        Files().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--re", "-0.74", "--im", "-0.13", "--radius", "1e-2")]
    [InlineData("--re=-0.74", "--im=-0.13", "--radius=1e-2")]
    [InlineData("--re=-7.4e-1", "--im", "-.13", "--radius", "0.01")]
    public async Task Values_with_a_minus_work_with_and_without_an_equals_sign(params string[] place)
    {
        var result = await RunAsync(["frame", "--width", "16", "--height", "9", "--json", "-o", _folder.Combine("x.npy"), .. place]);

        result.ExitCode.ShouldBe(0, result.Errors);
        var report = JsonDocument.Parse(result.Output).RootElement;
        (report.GetProperty("re").GetString(), report.GetProperty("im").GetString(), report.GetProperty("radius").GetString()).ShouldBe(("-0.74", "-0.13", "0.01"));
    }

    [Fact]
    public async Task Json_is_one_object_on_one_line_and_nothing_else()
    {
        var result = await RunAsync("frame", "--width", "32", "--height", "18", "--samples", "2", "--json", "-o", _folder.Combine("x.png"));

        result.Output.ShouldEndWith("}\n");
        result.Output.TrimEnd('\n').ShouldNotContain('\n');
        var report = JsonDocument.Parse(result.Output).RootElement;
        report.GetProperty("limit").GetInt64().ShouldBeGreaterThan(0);
        report.GetProperty("iterations").GetInt64().ShouldBeGreaterThan(0);
        report.GetProperty("device").GetString().ShouldBe("cpu");
        report.GetProperty("seconds").EnumerateObject().Select(phase => phase.Name).ShouldBe(["compute", "colour", "write"]);
        result.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_frame_of_a_scene_is_the_one_its_path_leads_to()
    {
        var scene = Scene("""{ "kind": "mandelbrot-zoom", "film": { "fps": 10, "seconds": 1 }, "image": { "width": 16, "height": 9 }, "path": { "keys": [ { "at": 0, "re": 0, "im": 0, "radius": 1 }, { "at": 1, "re": 0, "im": 1, "radius": 0.5 } ] } }""");

        var result = await RunAsync("frame", scene, "--at", "9", "--set", "path.keys.1.radius=0.25", "--max-iterations", "99", "--json", "-o", _folder.Combine("x.png"));

        result.ExitCode.ShouldBe(0, result.Errors);
        var report = JsonDocument.Parse(result.Output).RootElement;
        (report.GetProperty("im").GetString(), report.GetProperty("radius").GetString(), report.GetProperty("limit").GetInt64()).ShouldBe(("1", "0.25", 99));
    }

    [Fact]
    public async Task The_same_frame_gives_the_same_file_at_any_vector_width_from_any_source_of_settings()
    {
        string[] view = ["frame", "--width", "80", "--height", "45", "--re", "-0.7436", "--im", "0.1318", "--radius", "1e-3", "-o"];
        await RunAsync([.. view, _folder.Combine("auto.png")]);
        File.WriteAllText(_folder.Combine("node.conf"), "{ \"kernel\": { \"lanes\": 128, \"threads\": 1 } }");

        await RunAsync([.. view, _folder.Combine("option.png"), "--config", "kernel.lanes=scalar"]);
        await RunAsync([.. view, _folder.Combine("file.png"), "--config-file", _folder.Combine("node.conf")]);
        await MandelProcess.RunAsync([.. view, _folder.Combine("environment.png")], new Dictionary<string, string> { ["MANDEL__KERNEL__LANES"] = "256" });

        var expected = File.ReadAllBytes(_folder.Combine("auto.png"));
        foreach (var name in (string[])["option.png", "file.png", "environment.png"]) File.ReadAllBytes(_folder.Combine(name)).ShouldBe(expected, name);
    }

    [Theory]
    [InlineData("expected a file ending in .png or .npy", "x.gif")]
    [InlineData("expected a file ending in .png or .npy", "x")]
    [InlineData("expected a folder that exists", "nowhere/x.png")]
    public async Task A_file_that_cannot_be_written_is_refused_before_anything_is_computed(string says, string name) =>
        (await RunAsync("frame", "--max-iterations", "9007199254740992", "-o", _folder.Combine(name))).ShouldBeRefused("-o ", says);

    [Fact]
    public async Task A_folder_is_no_file_to_write()
    {
        Directory.CreateDirectory(_folder.Combine("x.png"));

        (await RunAsync("frame", "-o", _folder.Combine("x.png"))).ShouldBeRefused("expected a file, found a folder");
    }

    [Theory]
    [InlineData("--radius -1", "positive", "--radius", "-1")]
    [InlineData("--radius 1e-40000", "numbers are long enough", "--radius", "1e-40000")]
    [InlineData("--radius NaN", "found \"NaN\"", "--radius", "NaN")]
    [InlineData("--width 0", "from 1 to 65536", "--width", "0")]
    [InlineData("--samples 17", "from 1 to 16", "--samples", "17")]
    [InlineData("--palette infreno", "did you mean \"inferno\"?", "--palette", "infreno")]
    [InlineData("--devices", "cpu", "--devices", "gpu0")]
    [InlineData("--at", "expected a SCENE", "--at", "3")]
    [InlineData("--config kernel.lanes=7", "auto, 512", "--config", "kernel.lanes=7")]
    [InlineData("--set image.widht=7", "did you mean \"width\"?", "--set", "image.widht=7")]
    public async Task A_wrong_value_names_its_option_and_leaves_no_file(string origin, string says, params string[] arguments)
    {
        var result = await RunAsync(["frame", "-o", _folder.Combine("x.png"), .. arguments]);

        result.ShouldBeRefused(origin, says);
        Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_existing_picture_survives_a_refusal()
    {
        var path = _folder.Combine("x.png");
        File.WriteAllText(path, "mine");

        (await RunAsync("frame", "-o", path, "--radius", "0")).ShouldBeRefused("--radius 0");

        File.ReadAllText(path).ShouldBe("mine");
    }

    [SkippableFact]
    public async Task Ctrl_C_ends_it_with_130_and_no_file()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        // Off the real axis inside the set, without shortcuts: nothing ends this frame but the signal.
        await using var mandel = MandelProcess.Start(
            ["frame", "--re", "-0.1", "--im", "0.1", "--radius", "0.01", "--max-iterations", "9007199254740992", "--config", "kernel.shortcuts=false", "-o", _folder.Combine("x.png")]);
        using (var process = Process.GetProcessById(mandel.Id))
        {
            // Starting up takes a fifth of this: beyond it the kernel is at work.
            while (!process.HasExited && process.TotalProcessorTime < TimeSpan.FromSeconds(2))
            {
                await Task.Delay(20);
                process.Refresh();
            }
        }

        mandel.Send(PosixSignal.Interrupt).ShouldBeTrue(mandel.Errors);
        var result = await mandel.WaitAsync();

        result.ExitCode.ShouldBe(130);
        Files().ShouldBeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    private static Task<MandelResult> RunAsync(params string[] arguments) => MandelProcess.RunAsync(arguments);

    private string[] Files() => [.. Directory.EnumerateFileSystemEntries(_folder.Path).Select(path => Path.GetFileName(path)!)];

    private string Scene(string text)
    {
        var path = _folder.Combine("scene.json");
        File.WriteAllText(path, text);
        return path;
    }
}
