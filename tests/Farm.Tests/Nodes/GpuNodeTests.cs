using MandelActors.Actors;
using MandelActors.Farm.Coordination;
using MandelActors.Farm.Nodes;
using MandelActors.Farm.Tests.Jobs;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Testing.Actors;

namespace MandelActors.Farm.Tests.Nodes;

public sealed class GpuNodeTests : IAsyncLifetime, IDisposable
{
    private static readonly WorkerSettings Settings = WorkerSettings.Default with
    {
        PipelineDepth = 1,
        CrashLimit = 3,
        FirstPause = TimeSpan.FromMilliseconds(5),
        LongestPause = TimeSpan.FromMilliseconds(10),
    };

    private readonly JobTestBench _bench = new();
    private readonly RunningWork _work = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _bench.StopAsync();
        await _work.WhenIdle();
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_device_that_fails_too_often_in_a_row_is_given_up_and_the_job_says_so()
    {
        using ScriptedDevice broken = new() { Before = (_, _) => throw new InvalidOperationException("no such kernel") };
        TestProbe listener = Listen<FarmProtocol.JobStalled>();

        Start(broken);

        var stalled = await listener.Expect<FarmProtocol.JobStalled>();
        stalled.Reason.ShouldContain("no such kernel");
        broken.Calls.ShouldBe(3);
    }

    [Fact]
    public async Task Crashes_with_success_in_between_do_not_add_up()
    {
        // Every other field fails: never three in a row, so every frame is finished in the end.
        using ScriptedDevice moody = new() { Before = (call, _) => ThrowIf(call % 2 == 1) };
        var coordinator = Start(moody);

        var worker = _bench.WorkerThrough(coordinator);
        var status = await worker.StatusWhen(status => status.Stage == JobStage.Finished);

        status.Done.ShouldBe(10);
        status.Devices.Single().Failures.ShouldBe(10);
    }

    private static void ThrowIf(bool condition)
    {
        if (condition) throw new InvalidOperationException("moody");
    }

    private TestProbe Listen<T>()
    {
        TestProbe listener = new(_bench.System);
        _bench.System.EventStream.Subscribe(listener.Ref, typeof(T));
        return listener;
    }

    private IActorRef Start(ScriptedDevice device)
    {
        var coordinator = _bench.StartCoordinator();
        NodeDevice[] devices = [new(new DeviceId(device.Id), device)];
        var (settings, work, offer) = (Settings, _work, new NodeOffer(new NodeId("node"), "1", []));
        StoreDelivery delivery = new(_bench.Definition.OpenStore());
        var node = _bench.System.ActorOf(Props.Create(() => new GpuNode(offer, devices, (_, _) => delivery, settings, work)));
        node.Tell(new FarmProtocol.CoordinatorFound(coordinator), ActorRefs.NoSender);
        coordinator.Tell(new FarmProtocol.StartJob(_bench.Definition), ActorRefs.NoSender);
        return coordinator;
    }
}
