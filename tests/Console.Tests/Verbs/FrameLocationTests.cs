using System.Text.Json;
using MandelActors.Testing;

namespace MandelActors.Console.Tests.Verbs;

/// <summary>Places that other programs saved, and what is said about places that are written incompletely.</summary>
public sealed class FrameLocationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_location_says_where_the_camera_is()
    {
        var place = Write("place.kfr", "Re: -1.25066233\nIm: 0.0201263\nZoom: 5E5\nIterations: 777\nImagPointsUp: 1\n");

        var report = await ReportAsync("--location", place);

        (report.GetProperty("re").GetString(), report.GetProperty("im").GetString(), report.GetProperty("radius").GetString()).ShouldBe(("-1.25066233", "0.0201263", "0.000004"));
        report.GetProperty("warnings").GetArrayLength().ShouldBe(0);
        (await ReportAsync("--location", place, "--radius", "0.5")).GetProperty("radius").GetString().ShouldBe("0.5");
        (await ReportAsync("--location", place, "--max-iterations", "location")).GetProperty("limit").GetInt64().ShouldBe(777);
    }

    [Fact]
    public async Task What_a_location_asks_for_and_does_not_get_is_said()
    {
        var place = Write("place.toml", "location.real = \"-1.25\"\nlocation.imag = \"0.02\"\nlocation.zoom = \"100\"\ntransform.rotate = 30.0\n");

        var report = await ReportAsync("--location", place);
        report.GetProperty("warnings").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe($"{place}: left out: rotation by 30.0");

        var result = await RunAsync("--location", place);
        result.ExitCode.ShouldBe(0);
        result.Errors.ShouldBe($"mandel: note: {place}: left out: rotation by 30.0\n");
    }

    [Theory]
    [InlineData("found both: \"re\" stands beside it", "--location", "place.kfr", "--re", "0")]
    [InlineData("FractalType: expected 0, the Mandelbrot set; 1 is another set, which this version does not render in line 1", "--location", "ship.kfr")]
    [InlineData("Zoom: expected the zoom, found nothing", "--location", "half.kfr")]
    [InlineData("--location none.kfr: path.keys[0].location: expected a location file", "--location", "none.kfr")]
    [InlineData("expected no SCENE beside it", "scene.json", "--location", "place.kfr")]
    [InlineData("no location names one", "--location", "place.kfr", "--max-iterations", "location")]
    public async Task A_location_that_cannot_be_used_is_refused(string says, params string[] arguments)
    {
        Write("place.kfr", "Re: 0\nIm: 0\nZoom: 1\n");
        Write("ship.kfr", "FractalType: 1\nRe: 0\nIm: 0\nZoom: 1\n");
        Write("half.kfr", "Re: 0\nIm: 0\n");
        Write("scene.json", """{ "kind": "mandelbrot-zoom", "path": { "keys": [ { "at": 0, "re": 0, "im": 0, "radius": 1 } ] } }""");

        var result = await RunAsync([.. arguments.Select(argument => argument.Contains('.', StringComparison.Ordinal) && argument != "none.kfr" ? _folder.Combine(argument) : argument)]);

        result.ShouldBeRefused(says);
    }

    [Fact]
    public async Task A_centre_with_too_few_digits_is_remarked_on_and_rendered()
    {
        string[] place = ["--re", "-0.743643", "--im", "0.131825", "--radius", "1e-8"];
        var result = await RunAsync(place);

        result.ExitCode.ShouldBe(0, result.Errors);
        result.Errors.ShouldBe("mandel: note: --re -0.743643: path.keys[0].re: re has 6 decimals, im has 6 decimals, but 9 are wanted where pixels are about 1e-9 apart; missing ones count as zeros\n");
        (await ReportAsync(place)).GetProperty("warnings").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_render_remarks_on_it_too()
    {
        var scene = Write(
            "scene.json",
            """{ "kind": "mandelbrot-zoom", "film": { "fps": 1, "seconds": 1 }, "image": { "width": 16, "height": 9 }, "path": { "keys": [ { "at": 0, "re": "-0.743643", "im": "0", "radius": "1e-8" } ] } }""");

        var plain = await MandelProcess.RunAsync(["render", scene, "--no-film", "-o", _folder.Combine("plain")]);
        plain.Errors.ShouldStartWith($"mandel: note: {scene}: path.keys[0].re: re has 6 decimals, but 9 are wanted");
        var json = await MandelProcess.RunAsync(["render", scene, "--no-film", "--json", "-o", _folder.Combine("json")]);
        json.Errors.ShouldBeEmpty();
        var first = JsonDocument.Parse(json.Output.Split('\n')[0]).RootElement;
        first.GetProperty("event").GetString().ShouldBe("warning");
        first.GetProperty("warning").GetString()!.ShouldContain("9 are wanted");
    }

    public void Dispose() => _folder.Dispose();

    private async Task<JsonElement> ReportAsync(params string[] arguments)
    {
        var result = await RunAsync([.. arguments, "--json"]);
        result.ExitCode.ShouldBe(0, result.Errors);
        result.Errors.ShouldBeEmpty();
        return JsonDocument.Parse(result.Output).RootElement;
    }

    private Task<MandelResult> RunAsync(params string[] arguments) =>
        MandelProcess.RunAsync(["frame", "--width", "16", "--height", "9", "-o", _folder.Combine("x.png"), .. arguments]);

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder.Combine(name), text);
        return _folder.Combine(name);
    }
}
