using MandelActors.Testing;

namespace MandelActors.Console.Tests.Verbs;

/// <summary>Every kind of malformed scene: exit code 2, one line naming file, key and expectation, and nothing written.</summary>
public sealed class SceneRefusalTests : IDisposable
{
    private const string Good =
        """{ "kind": "mandelbrot-zoom", "image": { "width": 16, "height": 9 }, "path": { "keys": [ { "at": 0, "re": "-0.75", "im": "0", "radius": "1.25" } ] } }""";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("a missing key", "\"radius\": \"1.25\"", "", "path.keys[0].radius", "expected a decimal number")]
    [InlineData("a wrong type", "\"width\": 16", "\"width\": \"16\"", "image.width", "expected a whole number")]
    [InlineData("an unknown key", "\"height\"", "\"hieght\"", "image.hieght", "did you mean \"height\"?")]
    [InlineData("a key twice", "\"width\": 16", "\"width\": 16, \"width\": 17", "image.width", "once")]
    [InlineData("NaN bare", "\"1.25\"", "NaN", "path.keys[0].radius", "'NaN'")]
    [InlineData("NaN as text", "\"1.25\"", "\"NaN\"", "path.keys[0].radius", "a decimal number")]
    [InlineData("zero size", "\"width\": 16", "\"width\": 0", "image.width", "from 1 to 65536")]
    [InlineData("a huge size", "\"width\": 16", "\"width\": 1000000", "image.width", "from 1 to 65536")]
    [InlineData("too many pixels", "\"width\": 16, \"height\": 9", "\"width\": 60000, \"height\": 60000", "image.width", "pixels")]
    [InlineData("no time", "\"path\"", "\"film\": { \"seconds\": 0 }, \"path\"", "film.seconds", "above 0 and up to")]
    [InlineData("a negative radius", "\"1.25\"", "\"-1.25\"", "path.keys[0].radius", "positive")]
    [InlineData("a view out of reach", "\"1.25\"", "\"1e-30000\"", "path.keys[0].radius", "numbers are long enough")]
    [InlineData("another kind", "mandelbrot-zoom", "painting", "kind", "not in this version")]
    [InlineData("half a file", "} ] } }", "", "path.keys[0]", "valid JSON")]
    public async Task A_malformed_scene_is_refused(string what, string part, string replacement, string key, string says)
    {
        Good.ShouldContain(part, customMessage: what);
        if (replacement.Length == 0 && part.StartsWith('"')) part = ", " + part;
        var scene = Write(Good.Replace(part, replacement, StringComparison.Ordinal));

        await RefuseAsync(scene, $"{scene}: {key}: ", says);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1, 2]")]
    [InlineData("not JSON at all")]
    public async Task What_is_no_scene_at_all_is_refused(string text)
    {
        var scene = Write(text);

        await RefuseAsync(scene, $"{scene}: ", "expected");
    }

    [Fact]
    public async Task A_number_of_ten_million_digits_is_refused_at_its_key()
    {
        var scene = Write(Good.Replace("-0.75", "-0." + new string('7', 10_000_000), StringComparison.Ordinal));

        await RefuseAsync(scene, $"{scene}: path.keys[0].re: ", "at most 4 MiB");
    }

    [Fact]
    public async Task A_missing_file_is_refused() => await RefuseAsync(_folder.Combine("none.json"), "none.json: expected a JSON file, found nothing there");

    [Fact]
    public async Task A_folder_is_refused() => await RefuseAsync(_folder.Path, "found a folder");

    [SkippableFact]
    public async Task An_unreadable_file_is_refused()
    {
        Skip.If(Lacking.Permissions is not null, Lacking.Permissions);
        var scene = Write(Good);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(scene, UnixFileMode.None);

        await RefuseAsync(scene, "expected a readable JSON file");
    }

    [Fact]
    public async Task A_job_cannot_lie_below_a_file()
    {
        var scene = Write(Good);
        var before = Everything();

        (await MandelProcess.RunAsync(["render", scene, "-o", Path.Combine(scene, "job", "below")])).ShouldBeRefused($"{scene}: ", "expected a folder, found a file");

        Everything().ShouldBe(before);
    }

    public void Dispose() => _folder.Dispose();

    private string Write(string text)
    {
        var path = _folder.Combine("scene.json");
        File.WriteAllText(path, text);
        return path;
    }

    private async Task RefuseAsync(string scene, params string[] says)
    {
        var before = Everything();

        (await MandelProcess.RunAsync(["frame", scene, "-o", _folder.Combine("x.png")])).ShouldBeRefused(says);
        (await MandelProcess.RunAsync(["render", scene, "-o", _folder.Combine("job")])).ShouldBeRefused(says);

        Everything().ShouldBe(before);
    }

    private string[] Everything() => [.. Directory.EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Order()];
}
