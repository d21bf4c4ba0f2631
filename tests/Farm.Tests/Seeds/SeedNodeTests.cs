using System.Net.Http.Json;
using MandelActors.Farm.Nodes;
using MandelActors.Farm.Settings;
using MandelActors.Farm.Transport;
using MandelActors.Kernels;
using MandelActors.Protocol.Api;

namespace MandelActors.Farm.Tests.Seeds;

/// <summary>Nodes that dial in at a real seed, over real sockets.</summary>
public sealed class SeedNodeTests
{
    private static readonly string[] Rack1 = ["rack1"], Rack2 = ["rack2"];

    [Fact]
    public async Task A_node_that_dials_in_renders_the_jobs_that_its_tags_are_for()
    {
        await using var seed = await RunningSeed.StartAsync();
        string ours = await seed.SubmittedAsync(change: request => request["requireTags"] = Rack1);
        string others = await seed.SubmittedAsync(change: request => request["requireTags"] = Rack2);
        foreach (string job in (string[])[ours, others]) await seed.UntilAsync(job, view => view.Waits == "no node has joined");
        using CancellationTokenSource stop = new();
        var node = RunNodeAsync(seed, stop.Token);

        var view = await seed.UntilAsync(ours, job => job.IsOver);
        var nodes = (await seed.Client.GetFromJsonAsync(ApiRoutes.Nodes, ApiJson.Default.NodeList))!.Nodes;
        var waiting = await seed.UntilAsync(others, job => job.Waits != "no node has joined");
        await stop.CancelAsync();
        await node;
        await seed.UntilAsync(others, job => job.Waits == "no node has joined");

        view.State.ShouldBe("completed");
        view.Film.ShouldBe("film.apng");
        nodes.ShouldHaveSingleItem().Tags.ShouldBe(Rack1);
        (waiting.Done, waiting.State, waiting.Waits).ShouldBe((0, "running", "no node has tag rack2"));
        view.Waits.ShouldBeNull();
    }

    private static async Task RunNodeAsync(RunningSeed seed, CancellationToken stop)
    {
        using CpuDevice device = new(new DeviceOptions(Threads: 1));
        using var spool = FrameSpool.Open(seed.Folder.Combine("spool"), SettingsLoader.Reference.Transport, TimeProvider.System);
        NodeOrder order = new([seed.Host.Address], "node1", [device], SettingsLoader.Reference) { Tags = Rack1 };
        await new NodeRun(order, spool, _ => { }).RunAsync(stop);
    }
}
