using MandelActors.Farm.Local;
using MandelActors.Farm.Settings;
using MandelActors.Farm.Store;
using MandelActors.Farm.Tests.Nodes;
using MandelActors.Farm.Tests.Rendering;
using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Scenes;
using MandelActors.Testing;
using MandelActors.Testing.Network;

namespace MandelActors.Farm.Tests.Links;

/// <summary>A seed and nodes, each in an actor system of its own, with a real network between them.</summary>
public sealed class JobOverLinkTests : IDisposable
{
    private static readonly ZoomScene Scene = TestScenes.Load("film.codec=apng");
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task A_job_is_rendered_by_a_node_on_the_other_side_of_a_link_to_the_same_bytes_as_in_one_process()
    {
        await using var seed = await SeedBench.StartAsync();
        using ScriptedDevice device = new();
        await using NodeBench node = new(seed.Address, _temporary.Combine("spool"), [device]);
        var job = seed.Submit("film", Scene);

        var status = await seed.StatusWhenAsync(job, status => status.Stage == JobStage.Finished);

        status.Done.ShouldBe(10);
        status.LateAttempts.ShouldBe(0);
        device.Calls.ShouldBe(10);
        status.Devices.Single().Device.Value.ShouldBe("rack1/cpu");
        SeedBench.HashesOf(job.Folder).ShouldBe(await GoldenAsync());
        // The last frame is let go of when word that the job has it is back.
        await Eventually.TrueAsync(() => !HeldFiles().Any(), () => $"held: {string.Join(", ", HeldFiles())}");
        Directory.GetFiles(_temporary.Combine("spool", "held"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_node_that_shares_the_store_writes_into_it_and_uploads_nothing()
    {
        await using var seed = await SeedBench.StartAsync();
        await using TcpProxy network = new(seed.Address.Port);
        using ScriptedDevice device = new();
        await using NodeBench node = new(network.Address, _temporary.Combine("spool"), [device], order => order with { Shared = seed.Store });
        var job = seed.Submit("film", Scene);

        await seed.StatusWhenAsync(job, status => status.Stage == JobStage.Finished);

        SeedBench.HashesOf(job.Folder).ShouldBe(await GoldenAsync());
        network.BytesToServer.ShouldBeLessThan(Directory.GetFiles(job.Folder.Frames).Sum(file => new FileInfo(file).Length));
    }

    [Fact]
    public async Task What_a_cut_link_leaves_finished_is_handed_in_afterwards_and_nothing_is_rendered_twice()
    {
        await using var seed = await SeedBench.StartAsync();
        await using TcpProxy network = new(seed.Address.Port);
        // The fourth frame is on the device when the link goes.
        using ScriptedDevice device = new() { Before = (call, _) => { if (call == 4) network.Cut(); } };
        await using NodeBench node = new(network.Address, _temporary.Combine("spool"), [device]);
        var job = seed.Submit("film", Scene);

        var status = await seed.StatusWhenAsync(job, status => status.Stage == JobStage.Finished);

        network.Cuts.ShouldBeGreaterThan(0);
        node.Connects.ShouldBe(2);
        device.Calls.ShouldBe(10);
        status.Done.ShouldBe(10);
        SeedBench.HashesOf(job.Folder).ShouldBe(await GoldenAsync());
        (await seed.JournalledAsync(job)).OfType<JobProtocol.FrameCompleted>().Select(frame => frame.Frame).ShouldBeUnique();
    }

    [Fact]
    public async Task A_spool_outlives_its_process_and_what_it_holds_is_handed_in_by_the_next()
    {
        await using var seed = await SeedBench.StartAsync();
        await using TcpProxy network = new(seed.Address.Port);
        using ScriptedDevice first = new() { Before = (call, _) => { if (call == 4) Isolate(network); } };
        var job = seed.Submit("film", Scene);
        await using (NodeBench node = new(network.Address, _temporary.Combine("spool"), [first]))
        {
            // The fourth frame is finished although nobody can be told.
            await Eventually.TrueAsync(() => HeldFiles().Any(name => name == "000003.frame"), () => $"held: {string.Join(", ", HeldFiles())}");
        }

        HashSet<string> kept = [.. HeldFiles()];
        kept.UnionWith((await seed.JournalledAsync(job)).OfType<JobProtocol.FrameCompleted>().Select(frame => $"{frame.Frame.Value:D6}.frame"));
        network.Refuses = false;
        using ScriptedDevice second = new();
        await using NodeBench again = new(network.Address, _temporary.Combine("spool"), [second]);
        await seed.StatusWhenAsync(job, status => status.Stage == JobStage.Finished);

        kept.Count.ShouldBeInRange(4, first.Calls);
        second.Calls.ShouldBe(10 - kept.Count);
        SeedBench.HashesOf(job.Folder).ShouldBe(await GoldenAsync());
    }

    [Fact]
    public async Task Silence_ends_a_link_and_gives_its_frames_to_others()
    {
        ManualTimeProvider time = new();
        await using var seed = await SeedBench.StartAsync(SettingsLoader.Reference, time);
        await using TcpProxy network = new(seed.Address.Port);
        using ScriptedDevice lost = new() { Before = (call, _) => { if (call == 2) network.Pause(ProxyDirection.Both); } };
        await using NodeBench behind = new(network.Address, _temporary.Combine("behind"), [lost]);
        var job = seed.Submit("film", Scene);
        await Eventually.TrueAsync(() => lost.Calls >= 2, () => "the node did not begin");
        // What was passed on before may still be heard.
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(seed.Settings.Link.SilenceSeconds));
                return seed.Endpoint.Count == 0;
            },
            () => "silence does not end the link");

        using ScriptedDevice other = new();
        await using NodeBench reachable = new(seed.Address, _temporary.Combine("other"), [other], order => order with { Name = "rack2" });
        await seed.StatusWhenAsync(job, status => status.Stage == JobStage.Finished);

        other.Calls.ShouldBeGreaterThan(0);
        network.Cuts.ShouldBe(0);
        SeedBench.HashesOf(job.Folder).ShouldBe(await GoldenAsync());
    }

    private static void Isolate(TcpProxy network)
    {
        network.Refuses = true;
        network.Cut();
    }

    private IEnumerable<string> HeldFiles() =>
        Directory.Exists(_temporary.Combine("spool", "held"))
            ? Directory.GetFiles(_temporary.Combine("spool", "held"), "*.frame", SearchOption.AllDirectories).Select(path => Path.GetFileName(path))
            : [];

    /// <summary>The frames as one process makes them.</summary>
    private async Task<SortedDictionary<string, Protocol.Ids.Sha256Hash>> GoldenAsync()
    {
        using ScriptedDevice device = new();
        JobFolder folder = new(_temporary.Combine("golden"));
        LocalOrder order = new(Scene, "scene.json", folder.Path, FrameRange.All.Within(Scene.FrameCount), Film: false, Restart: true, [device], SettingsLoader.Reference);
        await foreach (var report in new LocalRender(order).RunAsync())
            if (report is RenderReport.Finished finished) finished.Problem.ShouldBeNull();
        return SeedBench.HashesOf(folder);
    }
}
