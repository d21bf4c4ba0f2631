using System.Diagnostics;
using System.Net;
using System.Text.Json;
using MandelActors.Testing;

namespace MandelActors.Console.Tests.Verbs;

/// <summary><c>mandel stack serve</c> as a process of its own.</summary>
public sealed class StackServeTests : IDisposable
{
    private const string Scene =
        """
        {
          "kind": "mandelbrot-stack", "image": { "width": 48, "height": 32 }, "centre": { "re": "-0.743645857047151", "im": "0.13182592380533" },
          "radius": "1.5", "levels": 40, "zoomPerLevel": "1.25", "iterations": 300, "escape": { "radius": 2, "count": "whole" }, "array": { "chunks": [1, 20, 20] }
        }
        """;

    private const int Interrupted = 130;

    private readonly TemporaryFolder _folder = new();
    private readonly string _scene;

    public StackServeTests()
    {
        _scene = _folder.Combine("stack.json");
        File.WriteAllText(_scene, Scene);
    }

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("whole levels", "...")]
    [InlineData("a slice", "3:40:9,::3,5:30:2", "--type", "u4", "--compressor", "none")]
    [InlineData("smooth", "::13", "--type", "f8", "--set", "escape.count=smooth", "--set", "escape.radius=256")]
    public async Task Zarr_python_opens_the_address_and_finds_what_is_in_the_written_array(string what, string slice, params string[] flags)
    {
        Skip.If(Lacking.PythonZarrOverHttp is not null, Lacking.PythonZarrOverHttp);
        var array = _folder.Combine("out.zarr");
        (await MandelProcess.RunAsync(["stack", _scene, "--slice", slice, "-o", array, .. flags])).ExitCode.ShouldBe(0, what);
        await using var mandel = Serve(["--slice", slice, .. flags]);

        const string script =
            """
            import sys, zarr, numpy as np
            written, served = (zarr.open(where, mode="r") for where in sys.argv[1:])
            assert dict(written.attrs) == dict(served.attrs) and written.chunks == served.chunks
            np.testing.assert_array_equal(written[:], served[:])
            print(served.dtype, served.size, len(np.unique(served[:])) > 10)
            """;
        ProcessStartInfo start = new(Lacking.Python, ["-W", "ignore", "-c", script, array, await AddressOfAsync(mandel)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var python = Process.Start(start)!;
        var errors = python.StandardError.ReadToEndAsync();
        var text = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();

        python.ExitCode.ShouldBe(0, await errors);
        text.ShouldEndWith("True\n");
    }

    [Theory]
    [InlineData("2")]
    [InlineData("3")]
    public async Task Every_file_of_the_written_array_is_served_byte_for_byte(string format)
    {
        var array = _folder.Combine("out.zarr");
        (await MandelProcess.RunAsync(["stack", _scene, "--slice", "::9", "--format", format, "-o", array])).ExitCode.ShouldBe(0);
        await using var mandel = Serve("--slice", "::9", "--format", format);
        using var client = new HttpClient { BaseAddress = new Uri(await AddressOfAsync(mandel)) };

        var files = Directory.GetFiles(array, "*", SearchOption.AllDirectories);

        files.Length.ShouldBeGreaterThanOrEqualTo(5 * 6 + 1);
        foreach (var file in files)
        {
            var name = Path.GetRelativePath(array, file).Replace('\\', '/');
            (await client.GetByteArrayAsync(new Uri(name, UriKind.Relative))).ShouldBe(await File.ReadAllBytesAsync(file), name);
        }
    }

    [SkippableFact]
    public async Task Ctrl_C_ends_it_while_an_answer_is_under_way()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using var mandel = Serve("--set", "image.width=512", "--set", "image.height=512", "--set", "levels=250", "--set", "zoomPerLevel=1.01");
        using var client = new HttpClient { BaseAddress = new Uri(await AddressOfAsync(mandel)) };
        // Nobody reads the body, of 130 MB.
        using var answer = await client.GetAsync(new Uri("slice?at=...", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);

        mandel.Send(PosixSignal.Interrupt).ShouldBeTrue();

        var result = await mandel.WaitAsync();
        result.ExitCode.ShouldBe(Interrupted, result.Errors);
        JsonDocument.Parse(result.Errors).RootElement.GetProperty("message").GetString().ShouldBe("interrupted");
        result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1, "one line says where it listens");
        Directory.GetFileSystemEntries(_folder.Path).ShouldBe([_scene], "nothing is written");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_one_line()
    {
        await using var first = Serve();
        var address = new Uri(await AddressOfAsync(first));

        var second = await MandelProcess.RunAsync(["stack", "serve", _scene, "--listen", $"127.0.0.1:{address.Port}"]);

        second.ShouldBeRefused($"--listen 127.0.0.1:{address.Port}", "a port that is free");
    }

    [Theory]
    [InlineData("no token yet", "--listen", "0.0.0.0:7420")]
    [InlineData("ADDRESS:PORT", "--listen", "7420")]
    [InlineData("expected 1 to", "--cache-mib", "0")]
    [InlineData("axis level", "--slice", "99:")]
    [InlineData("gpu7", "--devices", "gpu7")]
    public async Task A_mistake_is_one_line(string says, params string[] flags) =>
        (await MandelProcess.RunAsync(["stack", "serve", _scene, .. flags])).ShouldBeRefused(says);

    private MandelProcess Serve(params string[] flags) => MandelProcess.Start(["stack", "serve", _scene, "--listen", "127.0.0.1:0", "--json", .. flags]);

    private static async Task<string> AddressOfAsync(MandelProcess mandel)
    {
        while (!mandel.Output.Contains('\n') && !mandel.HasExited) await Task.Delay(20);
        mandel.Output.ShouldNotBeEmpty(mandel.Errors);
        var line = JsonDocument.Parse(mandel.Output).RootElement;
        line.GetProperty("event").GetString().ShouldBe("listening");
        return line.GetProperty("url").GetString()!;
    }
}
