using System.Text.Json;
using MandelActors.Testing;

namespace MandelActors.Console.Tests.Verbs;

/// <summary>The verbs that look at the machine: devices, doctor, bench.</summary>
public sealed class MachineVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Devices_lists_the_processor()
    {
        var device = (await LinesAsync("devices", "--json"))[0];

        device.GetProperty("id").GetString().ShouldBe("cpu");
        device.GetProperty("computeUnits").GetInt32().ShouldBe(Environment.ProcessorCount);
        device.GetProperty("float64").GetBoolean().ShouldBeTrue();
        (await MandelProcess.RunAsync(["devices"])).Output.ShouldStartWith("cpu ");
    }

    [SkippableFact]
    public async Task Devices_lists_what_opencl_offers_and_frames_are_computed_by_what_is_named()
    {
        var devices = await LinesAsync("devices", "--json");
        Skip.If(devices.Length == 1, "no OpenCL device is here: apt-get install pocl-opencl-icd ocl-icd-libopencl1 makes one of the processor");
        string name = devices[1].GetProperty("id").GetString()!;

        name.ShouldStartWith("opencl:");
        string[] frame = ["frame", "--re", "-0.75", "--im", "0", "--radius", "1.25", "--width", "160", "--height", "90", "-o"];
        (await MandelProcess.RunAsync([.. frame, "one.npy", "--devices", name], workingDirectory: _folder.Path)).Output.ShouldContain($"on {name} ");
        (await MandelProcess.RunAsync([.. frame, "other.npy", "--devices", "cpu"], workingDirectory: _folder.Path)).ExitCode.ShouldBe(0);
        File.ReadAllBytes(_folder.Combine("one.npy")).ShouldBe(File.ReadAllBytes(_folder.Combine("other.npy")), "in double precision both follow one order of operations");
    }

    [Fact]
    public async Task A_device_that_is_not_here_is_one_line_that_lists_those_that_are()
    {
        var result = await MandelProcess.RunAsync(["render", "nothing.json", "--devices", "opencl:99:0"], workingDirectory: _folder.Path);
        result.ExitCode.ShouldBe(2);
        result = await MandelProcess.RunAsync(["frame", "--re", "0", "--im", "0", "--radius", "1", "--devices", "opencl:99:0", "-o", "a.png"], workingDirectory: _folder.Path);
        result.ExitCode.ShouldBe(2, result.ToString());
        result.Errors.ShouldContain("no device is called \"opencl:99:0\" here; there is: cpu");
        result.Errors.TrimEnd('\n').ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("128", "128-bit vectors")]
    [InlineData("scalar", "scalar")]
    public async Task Devices_shows_the_width_that_settings_force(string lanes, string driver) =>
        (await LinesAsync("devices", "--json", "--config", $"kernel.lanes={lanes}"))[0].GetProperty("driver").GetString().ShouldBe(driver);

    [Fact]
    public async Task Doctor_finds_what_rendering_needs()
    {
        var findings = await LinesAsync("doctor", "--json");

        findings.Select(finding => finding.GetProperty("name").GetString()).ShouldBe(["runtime", "processor", "opencl", "memory", "disk", "space", "journal", "ffmpeg"]);
        findings.ShouldAllBe(finding => finding.GetProperty("state").GetString() != "broken");
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Doctor_names_the_command_that_installs_what_is_missing()
    {
        var result = await MandelProcess.RunAsync(["doctor", "--json", "--config", $"film.ffmpegPath={_folder.Combine("no-ffmpeg")}"]);

        result.ExitCode.ShouldBe(0, "films can be rendered without ffmpeg, as animated PNGs");
        var ffmpeg = result.Output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).Single(finding => finding.GetProperty("name").GetString() == "ffmpeg");
        ffmpeg.GetProperty("state").GetString().ShouldBe("missing");
        ffmpeg.GetProperty("remedy").GetString().ShouldBe("apt-get install ffmpeg");
    }

    [SkippableFact]
    public async Task Doctor_fails_where_nothing_can_be_written()
    {
        // Not even root may create files there.
        Skip.IfNot(Directory.Exists("/proc"), "this system has no /proc");

        var result = await MandelProcess.RunAsync(["doctor"], workingDirectory: "/proc");

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain("takes no files");
    }

    [Fact]
    public async Task Bench_measures_kernel_colours_and_files()
    {
        var figures = await LinesAsync("bench", "--json", "--repetitions", "1");

        figures.Select(figure => figure.GetProperty("name").GetString())
            .ShouldBe(["kernel.interior", "kernel.seahorse", "colour", "png.fast", "png.small"]);
        figures.ShouldAllBe(figure => figure.GetProperty("value").GetDouble() > 0);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<JsonElement[]> LinesAsync(params string[] arguments)
    {
        var result = await MandelProcess.RunAsync(arguments, workingDirectory: _folder.Path);
        result.ExitCode.ShouldBe(0, result.ToString());
        result.Errors.ShouldBeEmpty();
        return [.. result.Output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
