using System.Collections.Concurrent;
using MandelActors.Actors;
using MandelActors.Farm.Coordination;
using MandelActors.Farm.Tests.Nodes;
using MandelActors.Farm.Tests.Rendering;
using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Scenes;
using MandelActors.Testing;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Tests.Links;

/// <summary>Nodes that are told to stop, over a real network: it is no crash, and costs a frame nothing.</summary>
public sealed class LeavingNodeTests : IDisposable
{
    private const int Turns = 20;

    private static readonly ZoomScene Scene = TestScenes.Load("film.codec=apng");
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task A_frame_whose_nodes_are_stopped_one_after_the_other_is_nobodys_failure()
    {
        await using var seed = await SeedBench.StartAsync();
        ConcurrentQueue<LeaseReleased> released = [];
        var ear = seed.System.ActorOf(Props.Create(() => new Ear(released)));
        seed.System.EventStream.Subscribe(ear, typeof(FarmProtocol.JobChanged));
        var job = seed.Submit("film", Scene);
        // More than a frame may fail, and than may vanish with it.
        for (int turn = 0; turn < Turns; turn++)
        {
            using ScriptedDevice endless = new() { EndlessFrom = 1 };
            await using (NodeBench node = new(seed.Address, Spool(turn), [endless]))
                await Eventually.TrueAsync(() => endless.Calls > 0, () => $"node {turn} did not begin; {string.Join("; ", node.Reports)}");

            await seed.StatusWhenAsync(job, status => status.Leased == 0);
        }

        using ScriptedDevice device = new();
        await using NodeBench last = new(seed.Address, Spool(Turns), [device]);
        var status = await seed.StatusWhenAsync(job, status => status.Stage == JobStage.Finished);

        status.Done.ShouldBe(10);
        device.Calls.ShouldBe(10);
        (await seed.JournalledAsync(job)).OfType<FrameFailed>().ShouldBeEmpty();
        released.Count.ShouldBeGreaterThanOrEqualTo(Turns);
        released.ShouldAllBe(lease => !lease.WorkerVanished);
    }

    private string Spool(int turn) => _temporary.Combine($"spool-{turn}");

    private sealed class Ear : ReceiveActor
    {
        public Ear(ConcurrentQueue<LeaseReleased> released)
        {
            Receive<FarmProtocol.JobChanged>(changed =>
            {
                if (changed.Change is LeaseReleased lease) released.Enqueue(lease);
            });
        }
    }
}
