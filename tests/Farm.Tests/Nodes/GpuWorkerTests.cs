using System.Collections.Concurrent;
using System.Net;
using MandelActors.Actors;
using MandelActors.Farm.Coordination;
using MandelActors.Farm.Nodes;
using MandelActors.Farm.Settings;
using MandelActors.Farm.Tests.Jobs;
using MandelActors.Farm.Transport;
using MandelActors.Fractals;
using MandelActors.Kernels;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Scenes;
using MandelActors.Testing;
using MandelActors.Testing.Actors;
using Microsoft.Extensions.Logging.Abstractions;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Tests.Nodes;

/// <summary>Workers of a real node whose job the test plays: what they leave behind when their job goes.</summary>
public sealed class GpuWorkerTests : IAsyncLifetime, IDisposable
{
    private static readonly WorkerSettings Settings = WorkerSettings.Default with { PipelineDepth = 1 };

    private readonly JobTestBench _bench = new();
    private readonly RunningWork _work = new();
    private IActorRef _node = ActorRefs.Nobody;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _bench.StopAsync();
        await _work.WhenIdle();
    }

    public void Dispose() => _bench.Dispose();

    /// <summary>The last one was cancelled, and the device needs a moment to notice: here it never does.</summary>
    [Fact]
    public async Task A_device_does_not_begin_a_frame_before_it_has_let_go_of_the_last_jobs_frame()
    {
        using ManualResetEventSlim release = new();
        using var deaf = HeldUpUntil(release, []);
        StoreDelivery delivery = new(_bench.Definition.OpenStore());
        StartNode(deaf, Settings with { HangsAfter = TimeSpan.FromMilliseconds(20) }, (_, _) => delivery);
        TestProbe last = new(_bench.System), next = new(_bench.System);
        try
        {
            WorkOrder order = new(new JobId("last"), _bench.Definition.Scene, 0);
            await EmployAsync(order, last, 1);
            await Eventually.TrueAsync(() => deaf.Calls == 1, () => "the device was not begun with");
            await EmployAsync(order with { Job = new JobId("next"), MaxFrameTime = TimeSpan.FromMilliseconds(20) }, next, 1);

            _node.Tell(new FarmProtocol.DetachJob(order.Job), ActorRefs.NoSender);

            (await next.Expect<FailFrame>()).Reason.ShouldContain("does not stop");
            deaf.Calls.ShouldBe(1);
        }
        finally
        {
            release.Set();
        }
    }

    [Fact]
    public async Task Frames_of_a_job_of_higher_priority_go_before_all_others_that_wait()
    {
        using ManualResetEventSlim release = new();
        ConcurrentQueue<View> views = [];
        using var device = HeldUpUntil(release, views);
        StoreDelivery delivery = new(_bench.Definition.OpenStore());
        StartNode(device, Settings with { PipelineDepth = 3 }, (_, _) => delivery);
        try
        {
            WorkOrder order = new(new JobId("urgent"), _bench.Definition.Scene, 1);
            await EmployAsync(order, new TestProbe(_bench.System), 3);
            await Eventually.TrueAsync(() => device.Calls == 1, () => "the device was not begun with");
            await EmployAsync(new WorkOrder(new JobId("other"), order.Scene, 0), new TestProbe(_bench.System), 1);

            release.Set();
            await Eventually.TrueAsync(() => device.Calls == 4, () => $"{device.Calls} frames were begun");

            string.Join(' ', views.Select(view => view.Radius.Equals(views.First().Radius) ? "first" : "later")).ShouldBe("first later later first");
        }
        finally
        {
            release.Set();
        }
    }

    /// <summary>Else their job would take them for stuck, and the device for a bad one. The other job always has a next frame.</summary>
    [Fact]
    public async Task Frames_that_wait_long_for_a_device_that_another_job_has_go_back_and_its_turn_is_not_lost()
    {
        using ManualResetEventSlim release = new();
        ConcurrentQueue<View> views = [];
        using var device = HeldUpUntil(release, views);
        StoreDelivery delivery = new(_bench.Definition.OpenStore());
        StartNode(device, Settings with { PipelineDepth = 2, AskAgain = TimeSpan.FromMilliseconds(20), LongestWait = TimeSpan.Zero }, (_, _) => delivery);
        var busy = _bench.System.ActorOf(Props.Create(() => new GenerousJob()));
        TestProbe waiting = new(_bench.System);
        try
        {
            WorkOrder order = new(new JobId("busy"), _bench.Definition.Scene, 0);
            _node.Tell(new FarmProtocol.AttachJob(order, busy), ActorRefs.NoSender);
            await Eventually.TrueAsync(() => device.Calls == 1, () => "the device was not begun with");
            var worker = await EmployAsync(order with { Job = new JobId("waiting") }, waiting, 1);
            // It may have asked more than once before it was answered.
            while (await waiting.Next() is not ReturnFrame) continue;

            var asked = waiting.Expect<RequestFrames>();
            (await Task.WhenAny(asked, Task.Delay(TimeSpan.FromMilliseconds(200)))).ShouldNotBe(asked, "it asked before its turn came");
            release.Set();
            await asked;
            waiting.Send(worker, new FramesGranted([new Lease(new FrameNumber(0), Attempt.Of(1, 2))]));

            while (await waiting.Next() is not CompleteFrame) continue;
            views.ElementAt(1).Radius.ShouldNotBe(views.First().Radius, "the other job had the device again");
        }
        finally
        {
            release.Set();
        }
    }

    /// <summary>One that was finished earlier is still on its way, or there and not answered; then the job is out of sight.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Frames_of_a_device_that_computes_wrongly_are_not_left_to_the_next_of_its_kind(bool isReported)
    {
        using TemporaryFolder temporary = new();
        var settings = SettingsLoader.Reference.Transport;
        using var spool = FrameSpool.Open(temporary.Combine("spool"), settings, TimeProvider.System);
        using HttpClient http = new(new TakesAll());
        FrameUploader uploader = new(http, new SeedAddress { Current = isReported ? new Uri("http://seed") : null }, settings, TimeProvider.System);
        using ManualResetEventSlim firstIsKept = new();
        int fields = 0;
        using ScriptedDevice wrong = new()
        {
            Before = (call, _) =>
            {
                if (call == 2) firstIsKept.Wait();
            },
            After = (_, field) => SpoilIf(Interlocked.Increment(ref fields) == 2, field),
        };
        StartNode(
            wrong, Settings with { CrossCheckEvery = 1, PipelineDepth = 2 },
            (work, device) => new UploadDelivery(new SpoolShelf(work.Job, SceneIdentity.Of(work.Scene), device.Kind), spool, uploader));
        TestProbe job = new(_bench.System);
        var worker = await EmployAsync(new WorkOrder(new JobId("film"), _bench.Definition.Scene, 0), job, 2);
        TestProbe end = new(_bench.System, watching: worker);
        if (isReported) (await job.Expect<CompleteFrame>()).Frame.Value.ShouldBe(0);
        else await Eventually.TrueAsync(() => spool.Content.Frames == 1, () => "the first frame was not kept");
        firstIsKept.Set();
        (await job.Expect<FailFrame>()).Frame.Value.ShouldBe(1);

        _bench.System.Stop(job.Ref);
        await end.ExpectTerminated(worker);

        spool.Content.Frames.ShouldBe(0);
    }

    /// <summary>A device that does not end its first frame before that, whoever tells it to.</summary>
    /// <param name="views">Takes what it is asked for, in order.</param>
    private static ScriptedDevice HeldUpUntil(ManualResetEventSlim release, ConcurrentQueue<View> views) => new()
    {
        Before = (call, view) =>
        {
            views.Enqueue(view);
            if (call == 1) release.Wait();
        },
    };

    private static void SpoilIf(bool condition, Span<double> field)
    {
        for (int place = 0; condition && place < field.Length; place++) field[place] *= 1.25;
    }

    private void StartNode(ScriptedDevice device, WorkerSettings settings, Func<WorkOrder, DeviceInfo, IFrameDelivery> deliveries)
    {
        NodeDevice[] devices = [new(new DeviceId(device.Info.Id), device)];
        var (work, offer) = (_work, new NodeOffer(new NodeId("node"), "1", []));
        _node = _bench.System.ActorOf(Props.Create(() => new GpuNode(offer, devices, deliveries, settings, work, NullLogger.Instance)));
    }

    /// <summary>Has a worker work for a job that the test plays, and grants it the first frames.</summary>
    private async Task<IActorRef> EmployAsync(WorkOrder order, TestProbe job, int frames)
    {
        _node.Tell(new FarmProtocol.AttachJob(order, job.Ref), ActorRefs.NoSender);
        await job.Expect<RequestFrames>();
        var worker = job.LastSender;
        job.Send(worker, new FramesGranted([.. Enumerable.Range(0, frames).Select(frame => new Lease(new FrameNumber(frame), Attempt.Of(1, frame + 1)))]));
        return worker;
    }

    /// <summary>A job whose every question is answered with a frame.</summary>
    private sealed class GenerousJob : ReceiveActor
    {
        private int _attempts;

        public GenerousJob()
        {
            Receive<RequestFrames>(_ => Sender.Tell(new FramesGranted([new Lease(new FrameNumber(9), Attempt.Of(1, ++_attempts))])));
            ReceiveAny(_ => { });
        }
    }

    /// <summary>A seed that takes whatever is handed in.</summary>
    private sealed class TakesAll : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.Created));
    }
}
