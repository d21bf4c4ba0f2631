using System.Text.Json;
using MandelActors.Actors;
using MandelActors.Farm.Coordination;
using MandelActors.Farm.Jobs;
using MandelActors.Farm.Nodes;
using MandelActors.Farm.Observing;
using MandelActors.Farm.Tests.Jobs;
using MandelActors.Kernels;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Testing.Actors;
using Microsoft.Extensions.Logging;
using static MandelActors.Protocol.Jobs.JobProtocol;

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
    private readonly StringWriter _lines = new();
    private readonly ILoggerFactory _logs;
    private IActorRef _node = ActorRefs.Nobody;

    public GpuNodeTests()
    {
        _logs = LoggerFactory.Create(builder => builder.AddProvider(new FarmLog(_lines, isForPeople: false, TimeProvider.System)));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _bench.StopAsync();
        await _work.WhenIdle();
    }

    public void Dispose()
    {
        _bench.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public async Task A_device_that_fails_too_often_in_a_row_is_given_up_and_the_job_says_so()
    {
        using ScriptedDevice broken = new() { Before = (_, _) => throw new InvalidOperationException("no such kernel") };
        TestProbe listener = Listen<FarmProtocol.JobStalled>();

        Start(broken);

        var stalled = await listener.Expect<FarmProtocol.JobStalled>();
        stalled.Reason.ShouldContain("no such kernel");
        broken.Calls.ShouldBe(3);
        var log = Logged();
        log[0].GetProperty("message").GetString().ShouldBe($"job test has work for {broken.Info.Id}");
        var failures = log.Where(entry => entry.TryGetProperty("attempt", out _)).ToArray();
        failures.Length.ShouldBe(3);
        foreach (var failure in failures)
        {
            failure.GetProperty("level").GetString().ShouldBe("warning");
            failure.GetProperty("category").GetString().ShouldBe("Node");
            failure.GetProperty("job").GetString().ShouldBe("test");
            failure.GetProperty("device").GetString().ShouldBe(broken.Info.Id);
            failure.GetProperty("frame").GetInt32().ShouldBeInRange(0, 9);
            // What does not travel to the seed: where it happened.
            failure.GetProperty("exception").GetString().ShouldNotBeNull().ShouldContain(nameof(ScriptedDevice));
        }

        log.Count(entry => entry.GetProperty("message").GetString()!.Contains("works for job", StringComparison.Ordinal)).ShouldBe(2);
        log.Single(entry => entry.GetProperty("level").GetString() == "error").GetProperty("message").GetString().ShouldNotBeNull()
            .ShouldStartWith($"{broken.Info.Id} gets no more work: {broken.Info.Id} failed 3 times in a row, at last with: no such kernel");
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

    [Fact]
    public async Task A_device_that_computes_wrongly_is_given_up_at_once_and_what_it_did_since_its_last_check_is_wanted_again()
    {
        // From the 8th field on one value in ten is a quarter too large.
        int fields = 0;
        using ScriptedDevice wrong = new() { After = (_, field) => SpoilIf(Interlocked.Increment(ref fields) >= 8, field) };
        TestProbe listener = Listen<FarmProtocol.JobStalled>();

        Start(wrong, Settings with { CrossCheckEvery = 2 });

        var stalled = await listener.Expect<FarmProtocol.JobStalled>();
        stalled.Reason.ShouldContain("computed frame");
        stalled.Reason.ShouldContain("values differ from the scalar truth");
        var journal = await _bench.JournalledAsync();
        journal.OfType<FrameFailed>().ShouldHaveSingleItem().Reason.ShouldBe(stalled.Reason);
        HashSet<FrameNumber> kept = [];
        foreach (object entry in journal)
        {
            if (entry is FrameCompleted completed) kept.Add(completed.Frame);
            if (entry is FrameInvalidated { IsDistrusted: true } invalidated) kept.Remove(invalidated.Frame);
        }

        // Frames 0 to 6 are right; of the others none may be left.
        kept.ShouldAllBe(frame => frame.Value < 7);
    }

    /// <summary>Its job was over, it was stopped, and its question came behind that.</summary>
    [Fact]
    public async Task A_worker_that_is_no_more_gets_no_device_that_it_asked_for()
    {
        TestProbe stopped = new(_bench.System);
        var wanted = new FarmProtocol.RequestDevice(default, new JobId("cancelled"));
        using ScriptedDevice device = new()
        {
            Before = (call, _) =>
            {
                if (call == 1) stopped.Send(_node, wanted);
            },
        };
        wanted = wanted with { Device = new DeviceId(device.Info.Id) };

        var status = await _bench.WorkerThrough(Start(device)).StatusWhen(status => status.Stage == JobStage.Finished);

        status.Done.ShouldBe(10);
    }

    [Fact]
    public async Task A_device_that_is_lost_now_and_then_is_opened_anew_and_the_job_goes_on()
    {
        List<ScriptedDevice> opened = [];
        using ReopenedDevice device = new(() =>
        {
            // Each lasts for four fields, and is lost at the next.
            ScriptedDevice next = new() { Before = (call, _) => LoseIf(call == 5) };
            opened.Add(next);
            return next;
        });
        var coordinator = Start(device, Settings);

        var status = await _bench.WorkerThrough(coordinator).StatusWhen(status => status.Stage == JobStage.Finished);

        status.Done.ShouldBe(10);
        status.Devices.Single().Failures.ShouldBe(2);
        opened.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_device_without_memory_fails_its_frame_and_gets_it_again_after_a_pause()
    {
        using ScriptedDevice small = new() { Before = (call, _) => StarveIf(call == 3) };
        var coordinator = Start(small, Settings);

        var status = await _bench.WorkerThrough(coordinator).StatusWhen(status => status.Stage == JobStage.Finished);

        status.Done.ShouldBe(10);
        status.Devices.Single().Failures.ShouldBe(1);
    }

    [Fact]
    public async Task A_device_that_does_not_stop_when_it_is_told_to_is_given_up()
    {
        using ManualResetEventSlim release = new();
        using ScriptedDevice deaf = new() { Before = (_, _) => release.Wait() };
        TestProbe listener = Listen<FarmProtocol.JobStalled>();
        try
        {
            Start(deaf, Settings with { HangsAfter = TimeSpan.FromMilliseconds(20) }, JobTerms.None with { MaxFrameTime = TimeSpan.FromMilliseconds(20) });

            (await listener.Expect<FarmProtocol.JobStalled>()).Reason.ShouldContain("does not stop");
        }
        finally
        {
            release.Set();
            await _work.WhenIdle();
        }
    }

    private static void SpoilIf(bool condition, Span<double> field)
    {
        for (int place = 0; condition && place < field.Length; place += 10) field[place] *= 1.25;
    }

    private static void LoseIf(bool condition)
    {
        if (condition) throw new DeviceLostException("it fell off the bus");
    }

    private static void StarveIf(bool condition)
    {
        if (condition) throw new InsufficientMemoryException("no room for a field");
    }

    private static void ThrowIf(bool condition)
    {
        if (condition) throw new InvalidOperationException("moody");
    }

    private JsonElement[] Logged() =>
        [.. _lines.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.Clone())];

    private TestProbe Listen<T>()
    {
        TestProbe listener = new(_bench.System);
        _bench.System.EventStream.Subscribe(listener.Ref, typeof(T));
        return listener;
    }

    private IActorRef Start(IDevice device, WorkerSettings? workers = null, JobTerms? terms = null)
    {
        var coordinator = _bench.StartCoordinator();
        NodeDevice[] devices = [new(new DeviceId(device.Info.Id), device)];
        var (settings, work, offer) = (workers ?? Settings, _work, new NodeOffer(new NodeId("node"), "1", []));
        StoreDelivery delivery = new(_bench.Definition.OpenStore());
        var log = _logs.CreateLogger("Node");
        _node = _bench.System.ActorOf(Props.Create(() => new GpuNode(offer, devices, (_, _) => delivery, settings, work, log)));
        _node.Tell(new FarmProtocol.CoordinatorFound(coordinator), ActorRefs.NoSender);
        coordinator.Tell(new FarmProtocol.StartJob(_bench.Definition with { Terms = terms ?? JobTerms.None }), ActorRefs.NoSender);
        return coordinator;
    }
}
