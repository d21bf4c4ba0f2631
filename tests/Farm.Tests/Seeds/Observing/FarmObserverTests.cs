using System.Text.Json;
using MandelActors.Actors;
using MandelActors.Farm.Observing;
using MandelActors.Farm.Seeds.Observing;
using MandelActors.Protocol.Ids;
using MandelActors.Testing;
using Microsoft.Extensions.Logging;
using static MandelActors.Farm.Coordination.FarmProtocol;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Tests.Seeds.Observing;

/// <summary>What happens in a farm is written down with everything it is about.</summary>
public sealed class FarmObserverTests : IDisposable
{
    private static readonly JobId Job = new("0123456789abcdef0123");
    private static readonly FrameNumber Frame = new(7);
    private static readonly Attempt Attempt = new(1_000_000_003);
    private static readonly DeviceId Device = new("rack1/opencl:0:0");

    private readonly LogLines _lines = new();
    private readonly ILoggerFactory _logs;
    private readonly ActorSystem _system;
    private readonly IActorRef _observer;

    public FarmObserverTests()
    {
        ManualTimeProvider time = new();
        FarmLog log = new(_lines, isForPeople: false, time);
        _logs = LoggerFactory.Create(builder => builder.AddProvider(log));
        _system = ActorSystem.Create("observed", new ActorSystemSettings { LoggerFactory = _logs });
        _observer = _system.ActorOf(Props.Create(() => new FarmObserver(new FarmTally(time), _logs.CreateLogger<FarmObserver>())));
    }

    public static TheoryData<string, string, bool> Happenings => new()
    {
        { nameof(FrameFailed), "warning", true },
        { nameof(FrameDisputed), "error", true },
        { nameof(AttemptRejected), "warning", true },
        { nameof(LeaseReleased), "warning", true },
        { nameof(FrameQuarantined), "error", false },
        { nameof(FrameInvalidated), "warning", false },
        { nameof(FrameRetried), "info", false },
    };

    public void Dispose()
    {
        _system.Dispose();
        _logs.Dispose();
        _lines.Dispose();
    }

    [Theory]
    [MemberData(nameof(Happenings))]
    public async Task What_happens_to_a_frame_names_job_frame_attempt_device_and_node(string happening, string level, bool isOfAttempt)
    {
        _observer.Tell(new JobChanged(Job, new FrameLeased(Frame, Attempt, new WorkerId("w"), Device)));
        _observer.Tell(new JobChanged(Job, Of(happening)));

        var entry = (await EntriesAsync(1)).Single();

        entry.GetProperty("level").GetString().ShouldBe(level);
        entry.GetProperty("job").GetString().ShouldBe(Job.Value);
        entry.GetProperty("frame").GetInt32().ShouldBe(7);
        if (!isOfAttempt) return;
        entry.GetProperty("attempt").GetInt64().ShouldBe(Attempt.Value);
        entry.GetProperty("device").GetString().ShouldBe(Device.Value);
        entry.GetProperty("node").GetString().ShouldBe("rack1");
    }

    [Fact]
    public async Task A_device_that_is_set_aside_is_named_with_the_job_and_the_reason()
    {
        _observer.Tell(new JobChanged(Job, new DeviceSetAside(Device, "it failed at 5 frames")));

        var entry = (await EntriesAsync(1)).Single();

        (entry.GetProperty("job").GetString(), entry.GetProperty("device").GetString(), entry.GetProperty("node").GetString()).ShouldBe((Job.Value, Device.Value, "rack1"));
        entry.GetProperty("message").GetString()!.ShouldContain("it failed at 5 frames");
    }

    [Fact]
    public async Task What_nothing_is_wrong_with_is_not_written_down()
    {
        _observer.Tell(new JobChanged(Job, new FrameLeased(Frame, Attempt, new WorkerId("w"), Device)));
        _observer.Tell(new JobChanged(Job, new FrameCompleted(Frame, Attempt, default, 10, Device, "cpu", 1, default)));
        _observer.Tell(new JobChanged(Job, new LeaseReleased(Frame, Attempt) { IsTakenBack = true }));
        _observer.Tell(new JobWarned(Job, "the end"));

        (await EntriesAsync(1)).Single().GetProperty("message").GetString()!.ShouldContain("the end");
    }

    [Fact]
    public async Task An_actor_that_fails_leaves_its_path_the_exception_and_what_its_supervisor_did()
    {
        var failing = _system.ActorOf(Props.Create(() => new Failing()), "failing");
        failing.Tell("now");

        var entry = (await EntriesAsync(1)).Single();

        entry.GetProperty("level").GetString().ShouldBe("error");
        string message = entry.GetProperty("message").GetString()!;
        message.ShouldContain("/user/failing");
        message.ShouldContain(nameof(InvalidTimeZoneException));
        message.ShouldContain("Restart");
        message.ShouldContain("it was told to");
        entry.GetProperty("exception").GetString()!.ShouldContain(nameof(Failing));
    }

    private static IJobEvent Of(string happening) => happening switch
    {
        nameof(FrameFailed) => new FrameFailed(Frame, Attempt, Device, "it broke", default),
        nameof(FrameDisputed) => new FrameDisputed(Frame, Attempt, Device, "opencl", default, default, default),
        nameof(AttemptRejected) => new AttemptRejected(Frame, Attempt) { Device = Device },
        nameof(LeaseReleased) => new LeaseReleased(Frame, Attempt) { WorkerVanished = true },
        nameof(FrameQuarantined) => new FrameQuarantined(Frame, 3, "it broke", default),
        nameof(FrameInvalidated) => new FrameInvalidated(Frame, "a bit is wrong", default),
        _ => new FrameRetried(Frame, default),
    };

    private async Task<IReadOnlyList<JsonElement>> EntriesAsync(int count)
    {
        await Eventually.TrueAsync(() => _lines.All.Count >= count, () => string.Join('\n', _lines.All));
        return _lines.Entries;
    }

    private sealed class Failing : ReceiveActor
    {
        public Failing() => ReceiveAny(_ => throw new InvalidTimeZoneException("it was told to"));
    }
}
