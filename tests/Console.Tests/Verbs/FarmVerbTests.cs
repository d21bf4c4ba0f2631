using System.Text.Json;
using MandelActors.Console.Tests.Farms;
using MandelActors.Protocol.Api;
using MandelActors.Testing;
using MandelActors.Testing.Network;

namespace MandelActors.Console.Tests.Verbs;

/// <summary>The verbs of a farm against a real one: <c>mandel seed</c>, with this machine's processor.</summary>
public sealed class FarmVerbTests
{
    [Fact]
    public async Task What_is_submitted_watched_and_fetched_is_what_render_makes_byte_for_byte()
    {
        await using var farm = await RunningFarm.StartAsync("--devices", "cpu");
        var fetched = farm.Folder.Combine("fetched");
        var rendered = farm.Folder.Combine("rendered");

        var job = await farm.SubmitAsync();
        var watched = await farm.RunAsync("watch", job[..8], "--json");
        var fetch = await farm.RunAsync("fetch", job, "-o", fetched);
        var render = await MandelProcess.RunAsync(["render", farm.ScenePath, "-o", rendered]);

        watched.ExitCode.ShouldBe(0, watched.ToString());
        var last = JsonSerializer.Deserialize(watched.Output.TrimEnd().Split('\n')[^1], ApiJson.Default.JobView)!;
        (last.State, last.Done, last.Film).ShouldBe(("completed", 12, "film.apng"));
        fetch.ExitCode.ShouldBe(0, fetch.ToString());
        fetch.Output.ShouldContain("complete and verified");
        render.ExitCode.ShouldBe(0, render.ToString());
        string[] same = ["scene.json", "film.apng", .. Enumerable.Range(0, 12).Select(frame => $"frames/{frame:D6}.png")];
        foreach (var file in same) (await File.ReadAllBytesAsync(Path.Combine(fetched, file))).ShouldBe(await File.ReadAllBytesAsync(Path.Combine(rendered, file)), file);
        FramesOf(fetched).ShouldBe(FramesOf(rendered));
        Directory.GetFiles(fetched, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(fetched, file)).ShouldBe([.. same, "manifest.json", ".lock", ".fetched"], ignoreOrder: true);
    }

    [SkippableFact]
    public async Task A_node_renders_for_a_seed_that_has_no_device_of_its_own()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using var farm = await RunningFarm.StartAsync();
        var spool = farm.Folder.Combine("spool");
        await using var node = MandelProcess.Start(["gpu", "--name", "rack1", "--spool", spool, "--seed", farm.Url, "--json"]);
        var job = await farm.SubmitAsync();

        var watched = await farm.RunAsync("watch", job, "--json");
        // A node that is told to stop has nothing to say any more of jobs that let it go.
        await Eventually.TrueAsync(() => node.Errors.Contains("wants nothing more", StringComparison.Ordinal), () => node.Errors);
        node.Send(PosixSignal.Terminate).ShouldBeTrue();
        var ended = await node.WaitAsync();

        watched.ExitCode.ShouldBe(0, watched.ToString());
        var last = JsonSerializer.Deserialize(watched.Output.TrimEnd().Split('\n')[^1], ApiJson.Default.JobView)!;
        (last.State, last.Done).ShouldBe(("completed", 12));
        last.Devices.ShouldHaveSingleItem().Device.ShouldBe("rack1/cpu");
        ended.ExitCode.ShouldBe(130, ended.ToString());
        Directory.GetFiles(spool, "*.frame", SearchOption.AllDirectories).ShouldBeEmpty();
        var log = ended.Errors.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        log.Where(entry => entry.TryGetProperty("job", out _)).Select(entry => (entry.GetProperty("job").GetString(), entry.GetProperty("message").GetString())).ShouldBe(
        [
            (job, $"job {job} has work for rack1/cpu"),
            (job, $"job {job} wants nothing more of this node"),
        ]);
        log[^1].GetProperty("message").GetString().ShouldBe("interrupted");
    }

    [Fact]
    public async Task Any_chunk_of_a_stack_is_there_for_whoever_asks_before_any_device_has_rendered_it()
    {
        await using var farm = await RunningFarm.StartAsync();
        var scene = farm.Folder.Combine("stack.json");
        await File.WriteAllTextAsync(scene, """
            { "kind": "mandelbrot-stack", "image": { "width": 32, "height": 32 }, "levels": 5, "centre": { "re": "-0.75", "im": "0.1" },
              "radius": "1.5", "zoomPerLevel": "2", "iterations": 200, "array": { "chunks": [1, 16, 16] } }
            """);
        var written = await MandelProcess.RunAsync(["stack", scene, "-o", farm.Folder.Combine("written.zarr")]);
        var submitted = await farm.RunAsync("submit", scene, "--json");
        written.ExitCode.ShouldBe(0, written.ToString());
        submitted.ExitCode.ShouldBe(0, submitted.ToString());
        var job = JsonDocument.Parse(submitted.Output).RootElement.GetProperty("jobId").GetString()!;

        using HttpClient client = new() { BaseAddress = new Uri(farm.Url) };
        foreach (var name in (string[])[".zarray", "0.0.0", "3.1.0"])
        {
            (await client.GetByteArrayAsync($"{ApiRoutes.Stack(job)}/{name}"))
                .ShouldBe(await File.ReadAllBytesAsync(farm.Folder.Combine(Path.Combine("written.zarr", name))), name);
        }
    }

    [Fact]
    public async Task Who_cancels_a_job_is_told_that_and_nothing_of_its_pace()
    {
        await using var farm = await RunningFarm.StartAsync("--devices", "cpu");
        var job = await farm.SubmitAsync("--set", "film.seconds=1000");

        var cancelled = await farm.RunAsync("cancel", job);

        cancelled.ExitCode.ShouldBe(0, cancelled.ToString());
        cancelled.Output.ShouldContain("cancelled");
        cancelled.Output.ShouldNotContain("frames/s");
    }

    [Fact]
    public async Task A_node_that_the_farm_will_never_have_ends_with_the_reason()
    {
        await using var farm = await RunningFarm.StartAsync();
        await using var other = await RunningFarm.StartAsync();

        (await farm.RunAsync("gpu", "--name", "rack1", "--spool", farm.Folder.Combine("spool"), "--shared", other.Folder.Combine("store")))
            .ShouldFail($"the seed at {farm.Url} will not have this node", "--shared");
    }

    [Fact]
    public async Task Nodes_and_log_say_who_works_and_what_happened()
    {
        await using var farm = await RunningFarm.StartAsync("--devices", "cpu");
        var job = await farm.SubmitAsync("--no-film");
        (await farm.RunAsync("watch", job)).ShouldSucceed();

        var nodes = await farm.RunAsync("nodes", "--json");
        var logs = await farm.RunAsync("logs", "--json");

        JsonSerializer.Deserialize(nodes.Output, ApiJson.Default.NodeView)!.Devices.ShouldHaveSingleItem().State.ShouldBe("ready");
        logs.ExitCode.ShouldBe(0, logs.ToString());
        foreach (var line in logs.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)) JsonSerializer.Deserialize(line, ApiJson.Default.LogEntry)!.Message.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_seed_that_others_can_reach_lets_nobody_in_without_a_token()
    {
        using var folder = new TemporaryFolder();
        var token = folder.Combine("token");
        await File.WriteAllTextAsync(token, "0123456789abcdef0123456789abcdef\n");
        await using var farm = await RunningFarm.StartAsync("--token-file", token);
        var with = await farm.RunAsync("jobs", "--token-file", token);

        (await farm.RunAsync("jobs")).ShouldBeRefused("token");
        with.ExitCode.ShouldBe(0, with.ToString());
        (await MandelProcess.RunAsync(["seed", "--listen", "0.0.0.0:0", "--store", farm.Folder.Combine("other")])).ShouldBeRefused("--token-file");
    }

    [SkippableFact]
    public async Task Ctrl_C_ends_a_seed_and_what_it_had_is_there_when_it_starts_again()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        // One that no other program is given while the seed is away.
        await using var farm = await RunningFarm.StartAsync(LoopbackPort.Free());
        var job = await farm.SubmitAsync();

        farm.Seed.Send(PosixSignal.Interrupt).ShouldBeTrue();
        var ended = await farm.Seed.WaitAsync();
        await using var again = MandelProcess.Start(["seed", "--listen", $"127.0.0.1:{new Uri(farm.Url).Port}", "--store", farm.Folder.Combine("store"), "--devices", "cpu"]);
        await Eventually.TrueAsync(() => again.HasExited || again.Output.Contains("answers", StringComparison.Ordinal), () => again.Errors);

        ended.ExitCode.ShouldBe(130, ended.ToString());
        (await farm.RunAsync("watch", job)).ExitCode.ShouldBe(0, again.Errors);
    }

    private static string FramesOf(string folder)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "manifest.json")));
        // How long a frame took is the one thing that is another each time.
        return string.Join('\n', manifest.RootElement.GetProperty("frames").EnumerateArray().Select(frame =>
            string.Join(' ', frame.EnumerateObject().Where(property => property.Name != "ms").Select(property => property.Value.ToString()))));
    }
}
