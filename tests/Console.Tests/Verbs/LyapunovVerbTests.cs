using System.Text.Json;
using MandelActors.Imaging.Npy;
using MandelActors.Imaging.Png;
using MandelActors.Testing;

namespace MandelActors.Console.Tests.Verbs;

public sealed class LyapunovVerbTests : IDisposable
{
    private static readonly string[] Small = ["--width", "65", "--height", "37", "--its", "50", "--fps", "5", "--dur", "1"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_picture_has_the_size_asked_for_and_reads_back()
    {
        var result = await RunAsync("--seq", "ab", "--width", "64", "--height", "36", "-o", "x.png");

        result.ExitCode.ShouldBe(0, result.Errors);
        result.Output.ShouldContain("64×36, AB, ");
        using var stream = File.OpenRead(_folder.Combine("x.png"));
        var image = PngReader.Read(stream);
        (image.Width, image.Height).ShouldBe((64, 36));
        Files().ShouldBe(["x.png"]);
    }

    /// <summary>Zircon Zity, at a hundredth of its pixels: the corners are the same, and so are their exponents.</summary>
    [Fact]
    public async Task Exponents_are_an_array_of_height_by_width_that_knows_the_corners_of_zircon_zity()
    {
        var result = await RunAsync(
            "--seq", "BBBBBBAAAAAA", "--xmin=2.5", "--xmax=3.4", "--ymin=3.4", "--ymax=4", "--its=400", "--width=90", "--height=60", "--fname", "zity.npy");

        result.ExitCode.ShouldBe(0, result.Errors);
        using var stream = File.OpenRead(_folder.Combine("zity.npy"));
        var (field, height, width) = NpyReader.Read(stream);
        (height, width).ShouldBe((60, 90));
        field[0].ShouldBe(1.1530594774340337, 1e-12);
        field[89].ShouldBe(1.3056458697901743, 1e-12);
        field[59 * 90].ShouldBe(-0.5508284804667926, 1e-12);
        field[59 * 90 + 89].ShouldBe(-0.13488500468715245, 1e-12);
    }

    [Fact]
    public async Task Json_of_a_still_is_one_object_that_says_where_every_letter_is()
    {
        var result = await RunAsync([.. Small, "--seq", "ACDBCD", "--xc", "2.5", "--rad", "0.5", "--samples", "2", "--json", "-o", "x.png"]);

        result.Output.TrimEnd('\n').ShouldNotContain('\n');
        var report = JsonDocument.Parse(result.Output).RootElement;
        report.GetProperty("sequence").GetString().ShouldBe("ACDBCD");
        report.GetProperty("constants").GetRawText().ShouldBe("""{"C":2.5,"D":2.5}""");
        report.GetProperty("a").GetRawText().ShouldBe("""{"from":2,"to":4}""");
        report.GetProperty("iterations").GetInt64().ShouldBeGreaterThan(2 * 65 * 37 * 48);
        report.GetProperty("seconds").EnumerateObject().Select(phase => phase.Name).ShouldBe(["compute", "colour", "write"]);
        result.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_frame_of_a_film_is_the_same_picture_by_either_verb()
    {
        var scene = RepositoryRoot.Combine("scenes", "lyapunov-rotation.json");
        string[] size = ["--width", "40", "--height", "30", "--at", "450"];

        (await RunAsync([scene, .. size, "-o", "one.png"])).ExitCode.ShouldBe(0);
        (await MandelProcess.RunAsync(["frame", scene, .. size, "-o", "two.png"], null, _folder.Path)).ExitCode.ShouldBe(0);
        (await RunAsync("--seq", "ACDBCD", "--width", "40", "--height", "30", "--const", "c=3.2", "--const", "D=3", "-o", "three.png")).ExitCode.ShouldBe(0);

        var picture = File.ReadAllBytes(_folder.Combine("one.png"));
        File.ReadAllBytes(_folder.Combine("two.png")).ShouldBe(picture);
        File.ReadAllBytes(_folder.Combine("three.png")).ShouldBe(picture);
    }

    [Fact]
    public async Task A_film_lies_where_it_was_asked_for_and_its_job_beside_it()
    {
        var result = await RunAsync([.. Small, "--seq", "ACDBCD", "--cores", "1", "--json", "-o", "out.apng"]);

        result.ExitCode.ShouldBe(0, result.Errors);
        JsonDocument.Parse(result.Output.TrimEnd('\n').Split('\n')[^1]).RootElement.GetProperty("film").GetString().ShouldBe(_folder.Combine("out.apng"));
        Files().ShouldBe(["out.apng", "out.apng.job"], ignoreOrder: true);
        Directory.GetFiles(_folder.Combine("out.apng.job", "frames")).Length.ShouldBe(5);
    }

    [SkippableFact]
    public async Task A_film_without_a_name_is_called_after_its_sequence_and_players_can_play_it()
    {
        Skip.If(Lacking.Ffmpeg is not null, Lacking.Ffmpeg);

        (await RunAsync([.. Small, "--seq", "acdb"])).ExitCode.ShouldBe(0);

        Files().ShouldBe(["ACDB.mp4", "ACDB.mp4.job"], ignoreOrder: true);
        (await ProbeAsync("ACDB.mp4")).ShouldBe("h264,66,38,yuv420p,5");
    }

    [SkippableFact]
    public async Task The_ending_decides_on_the_codec()
    {
        Skip.If(Lacking.Ffmpeg is not null, Lacking.Ffmpeg);

        (await RunAsync([.. Small, "-o", "x.mkv"])).ExitCode.ShouldBe(0);
        (await RunAsync([.. Small, "-o", "y.mp4", "--set", "film.codec=h265"])).ExitCode.ShouldBe(0);

        (await ProbeAsync("x.mkv")).ShouldStartWith("ffv1,65,37,");
        (await ProbeAsync("y.mp4")).ShouldStartWith("hevc,66,38,yuv420p");
    }

    [Fact]
    public async Task Without_ffmpeg_an_mp4_is_refused_at_once_with_the_command_that_installs_it()
    {
        var result = await MandelProcess.RunAsync(["lyapunov", "-o", "x.mp4"], new Dictionary<string, string> { ["PATH"] = _folder.Path }, _folder.Path);

        result.ShouldBeRefused("-o x.mp4: expected ffmpeg, which makes h264, found none", "install ffmpeg", "or ask for FILE.apng");
        Files().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("-o x.gif", "expected a file ending in .png or .npy or .mp4 or .mkv or .apng", "-o", "x.gif")]
    [InlineData("--seq A1", "letters A to Z", "-o", "x.png", "--seq", "A1")]
    [InlineData("--seq ABE: constants.E", "a number for the letter E of the sequence ABE, such as --const E=3", "-o", "x.png", "--seq", "ABE")]
    [InlineData("--its 1", "from 2 to", "-o", "x.png", "--its", "1")]
    [InlineData("--rad wide", "a number from 0", "-o", "x.png", "--rad", "wide")]
    [InlineData("--pal", "did you mean \"managua\"?", "-o", "x.png", "--pal", "managau")]
    [InlineData("--const C", "expected key=value", "-o", "x.png", "--const", "C")]
    [InlineData("--const A=3", "a capital letter from C to Z", "-o", "x.png", "--const", "A=3")]
    [InlineData("--const C=3", "no constant of a letter that the motion moves", "-o", "x.png", "--const", "C=3", "--xc", "2")]
    [InlineData("--cores 0", "from 1 to 1024", "-o", "x.png", "--cores", "0")]
    [InlineData("--at 9", "a frame from 0 to 4", "-o", "x.png", "--at", "9", "--fps", "5", "--dur", "1")]
    [InlineData("--at 1", "a film has all frames", "-o", "x.apng", "--at", "1")]
    [InlineData("--restart", "expected a film beside it", "-o", "x.png", "--restart")]
    [InlineData("--set film.codec=ffv1", "expected apng beside -o x.apng", "-o", "x.apng", "--set", "film.codec=ffv1")]
    [InlineData("--set film.codec=vp9", "one of h264", "-o", "x.apng", "--set", "film.codec=vp9")]
    [InlineData("--devices", "no device is called", "-o", "x.apng", "--devices", "gpu0")]
    public async Task What_cannot_be_names_its_option_and_leaves_no_file(string origin, string says, params string[] arguments)
    {
        (await RunAsync(arguments)).ShouldBeRefused(origin, says);

        Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_of_somebody_else_is_not_replaced_by_a_film()
    {
        File.WriteAllText(_folder.Combine("x.apng"), "mine");

        (await RunAsync("-o", "x.apng")).ShouldBeRefused("x.apng: ", "found a file that would be lost", "choose another name with -o, or remove it");

        File.ReadAllText(_folder.Combine("x.apng")).ShouldBe("mine");
        Files().ShouldBe(["x.apng"]);
    }

    [Fact]
    public async Task A_scene_of_another_kind_is_sent_to_its_verb()
    {
        (await RunAsync(RepositoryRoot.Combine("scenes", "seahorse.json"), "-o", "x.png")).ShouldBeRefused("kind", "expected \"lyapunov\", found \"mandelbrot-zoom\"");
        (await MandelProcess.RunAsync(["frame", RepositoryRoot.Combine("scenes", "zircon-zity.json"), "--field", "counts", "-o", _folder.Combine("x.npy")]))
            .ShouldBeRefused("--field counts", "has one field only");
    }

    private Task<MandelResult> RunAsync(params string[] arguments) => MandelProcess.RunAsync(["lyapunov", .. arguments], null, _folder.Path);

    private string[] Files() => [.. Directory.EnumerateFileSystemEntries(_folder.Path).Select(path => Path.GetFileName(path))];

    /// <summary>Codec, width, height, pixel format and frames of a film.</summary>
    private async Task<string> ProbeAsync(string film)
    {
        using var ffprobe = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            "ffprobe", ["-v", "error", "-count_frames", "-show_entries", "stream=codec_name,width,height,pix_fmt,nb_read_frames", "-of", "csv=p=0", _folder.Combine(film)])
        {
            RedirectStandardOutput = true,
        })!;
        var output = await ffprobe.StandardOutput.ReadToEndAsync();
        await ffprobe.WaitForExitAsync();
        return output.Trim();
    }
}
