using MandelActors.Farm.Nodes;
using MandelActors.Farm.Tests.Jobs;
using MandelActors.Kernels;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Testing;
using MandelActors.Testing.Actors;
using static MandelActors.Farm.Coordination.FarmProtocol;

namespace MandelActors.Farm.Tests.Coordination;

/// <summary>A device is found to compute wrongly while a job that it worked for is between two lives.</summary>
public sealed class WrongDeviceTests : IAsyncLifetime, IDisposable
{
    private readonly JobTestBench _bench = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _bench.StopAsync();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_job_hears_of_it_in_its_next_life_though_the_node_is_gone_by_then()
    {
        TestProbe listener = new(_bench.System), node = new(_bench.System), asker = new(_bench.System);
        _bench.System.EventStream.Subscribe(listener.Ref, typeof(JobInterrupted));
        var coordinator = _bench.StartCoordinator();
        coordinator.Tell(new StartJob(_bench.Definition), asker.Ref);
        await asker.Expect<JobStarted>();
        var worker = _bench.WorkerThrough(coordinator, crossChecked: false);
        var lease = (await worker.Request(1))[0];
        worker.Write(lease);
        await worker.Report(lease);
        _bench.Journal.HasRoom = false;
        coordinator.Tell(new ToJob(_bench.Definition.Job, new JobProtocol.PauseJob(PauseCause.User, "paused by hand")), asker.Ref);
        await listener.Expect<JobInterrupted>();

        OfferedDevice device = new(worker.Device, new DeviceInfo("cpu", "cpu", "a model", "a maker", 8, 1L << 30, true, "a driver"));
        node.Send(coordinator, new NodeJoined(new NodeOffer(new NodeId("node"), "1", []), [device]));
        node.Send(coordinator, new DeviceLost(worker.Device, "another result than the scalar truth") { IsWrong = true });
        _bench.System.Stop(node.Ref);
        await Eventually.TrueAsync(async () =>
        {
            asker.Send(coordinator, GetNodes.Instance);
            return (await asker.Expect<NodeList>()).Nodes.Count == 0;
        }, () => "the node is still here");
        _bench.Journal.HasRoom = true;

        await Eventually.TrueAsync(
            async () => (await _bench.JournalledAsync()).OfType<JobProtocol.FrameInvalidated>().Any(frame => frame.IsDistrusted && frame.Frame == lease.Frame),
            () => "the job never heard of it");
    }
}
