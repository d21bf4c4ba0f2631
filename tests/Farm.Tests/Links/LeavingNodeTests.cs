using MandelActors.Farm.Tests.Nodes;
using MandelActors.Farm.Tests.Rendering;
using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Scenes;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Links;

/// <summary>Nodes that are told to stop, over a real network: it is no crash, and costs a frame nothing.</summary>
public sealed class LeavingNodeTests : IDisposable
{
    private static readonly ZoomScene Scene = TestScenes.Load("film.codec=apng");
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task A_frame_whose_nodes_are_stopped_one_after_the_other_is_nobodys_failure()
    {
        await using var seed = await SeedBench.StartAsync();
        var job = seed.Submit("film", Scene);
        // More than a frame may fail, and than may vanish with it.
        for (int turn = 0; turn < 7; turn++)
        {
            using ScriptedDevice endless = new() { IsEndless = true };
            await using (NodeBench node = new(seed.Address, Spool(turn), [endless]))
                await Eventually.TrueAsync(() => endless.Calls > 0, () => $"node {turn} did not begin; {string.Join("; ", node.Reports)}");

            await seed.StatusWhenAsync(job, status => status.Leased == 0);
        }

        using ScriptedDevice device = new();
        await using NodeBench last = new(seed.Address, Spool(7), [device]);
        var status = await seed.StatusWhenAsync(job, status => status.Stage == JobStage.Finished);

        status.Done.ShouldBe(10);
        device.Calls.ShouldBe(10);
        (await seed.JournalledAsync(job)).OfType<JobProtocol.FrameFailed>().ShouldBeEmpty();
    }

    private string Spool(int turn) => _temporary.Combine($"spool-{turn}");
}
