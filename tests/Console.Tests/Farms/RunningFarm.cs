using System.Text.Json;
using MandelActors.Testing;

namespace MandelActors.Console.Tests.Farms;

/// <summary>A farm of this machine: <c>mandel seed</c> as a process of its own that renders as well, on a port and in a store of its own.</summary>
internal sealed class RunningFarm : IAsyncDisposable
{
    /// <summary>Twelve frames of 64 × 36 pixels.</summary>
    private const string Scene =
        """
        { "kind": "mandelbrot-zoom", "image": { "width": 64, "height": 36 }, "film": { "fps": 12, "seconds": 1, "codec": "apng" },
          "path": { "keys": [ { "at": 0, "re": "-0.75", "im": "0", "radius": "1.25" }, { "at": 1, "re": "-0.75", "im": "0.1", "radius": "0.1" } ] } }
        """;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly MandelProcess _seed;

    private RunningFarm(MandelProcess seed, TemporaryFolder folder, string url) => (_seed, Folder, Url) = (seed, folder, url);

    public TemporaryFolder Folder { get; }

    public string Url { get; }

    public string ScenePath => Folder.Combine("small.json");

    public MandelProcess Seed => _seed;

    public static Task<RunningFarm> StartAsync(params string[] flags) => StartAsync(0, flags);

    /// <param name="port">0 for any that is free.</param>
    /// <param name="flags">For <c>mandel seed</c>.</param>
    public static async Task<RunningFarm> StartAsync(int port, params string[] flags)
    {
        var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Combine("small.json"), Scene);
        var seed = MandelProcess.Start(["seed", "--listen", $"127.0.0.1:{port}", "--store", folder.Combine("store"), "--json", .. flags]);
        while (!seed.Output.Contains('\n') && !seed.HasExited) await Task.Delay(Interval);
        seed.Output.ShouldNotBeEmpty(seed.Errors);
        using var line = JsonDocument.Parse(seed.Output.Split('\n')[0]);
        line.RootElement.GetProperty("event").GetString().ShouldBe("listening");
        return new RunningFarm(seed, folder, line.RootElement.GetProperty("url").GetString()!);
    }

    /// <summary>A verb that talks to this farm.</summary>
    public Task<MandelResult> RunAsync(params string[] arguments) => MandelProcess.RunAsync([.. arguments, "--seed", Url]);

    /// <returns>The job's id.</returns>
    public async Task<string> SubmitAsync(params string[] flags)
    {
        var result = await RunAsync(["submit", ScenePath, "--json", .. flags]);
        result.ExitCode.ShouldBe(0, result.ToString());
        using var line = JsonDocument.Parse(result.Output);
        return line.RootElement.EnumerateObject().ShouldHaveSingleItem().Value.GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await _seed.DisposeAsync();
        Folder.Dispose();
    }
}
