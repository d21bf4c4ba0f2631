using MandelActors.Actors;
using MandelActors.Farm.Coordination;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Store;
using MandelActors.Imaging;
using MandelActors.Imaging.Png;
using MandelActors.Protocol.Ids;
using MandelActors.Testing;
using MandelActors.Testing.Actors;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Tests.Jobs;

/// <summary>A worker played by the test: it speaks the protocol and writes real files, when the test says so.</summary>
/// <param name="through">The job's id where it is reached through the coordinator, which loses what comes while the job is being started again.</param>
internal sealed class PlayedWorker(ActorSystem system, JobFolder folder, JobId? through = null)
{
    private readonly FrameStore _store = new(folder);
    private readonly Dictionary<Attempt, WrittenFrame> _written = [];
    private Task<object>? _next;
    private readonly WorkerId _id = new($"worker-{Guid.NewGuid():N}");

    public required IActorRef Job { get; init; }

    public DeviceId Device { get; init; } = new("local/cpu");

    /// <summary>How long it says that the device takes for a frame.</summary>
    public int FrameMilliseconds { get; init; } = 1;

    /// <summary>What it says of its cross-checks.</summary>
    public bool? CrossChecked { get; init; }

    public TestProbe Probe { get; } = new(system);

    /// <summary>Asks until frames are granted, as a worker would.</summary>
    public async Task<IReadOnlyList<Lease>> Request(int most)
    {
        while (true)
        {
            Send(new RequestFrames(_id, Device, most, 0));
            // A wake-up sent before the question was read is no answer to it, which still comes.
            object? answer;
            do answer = await NextOrNothing();
            while (answer is FarmProtocol.FramesAvailable);
            switch (answer)
            {
                case FramesGranted granted: return granted.Leases;
                case NoFrames { MayHaveMore: true }: await NextOrNothing(); break;
                case null: break;
                case var other: throw new InvalidOperationException($"expected frames, got {other}");
            }
        }
    }

    /// <summary>Asks until this frame is among those granted.</summary>
    public async Task<Lease> RequestUntil(FrameNumber frame)
    {
        while (true)
            foreach (var lease in await Request(1))
                if (lease.Frame == frame) return lease;
    }

    /// <summary>Writes an attempt's file.</summary>
    /// <param name="shade">Another one makes other bytes of the same frame; null for the one that the frame has.</param>
    public void Write(Lease lease, byte? shade = null) => _written[lease.Attempt] = _store.Write(lease.Frame, lease.Attempt, new OneFile(stream =>
    {
        RgbImage image = new(96, 54);
        image.Pixels.AsSpan().Fill(shade ?? (byte)lease.Frame.Value);
        PngWriter.Write(stream, image);
    }));

    public void SendReport(Lease lease)
    {
        var written = _written.GetValueOrDefault(lease.Attempt, new WrittenFrame(Sha256Hash.Of("never written"u8), 1));
        Send(new CompleteFrame(lease.Frame, lease.Attempt, _id, Device, "cpu", written.Sha256, written.Bytes, FrameMilliseconds)
        {
            DeviceMilliseconds = FrameMilliseconds,
            CrossChecked = CrossChecked,
        });
    }

    /// <summary>Reports and waits until it is accepted.</summary>
    public async Task Report(Lease lease)
    {
        SendReport(lease);
        await AnswerAsync<FrameAccepted>();
    }

    public async Task<JobStatus> Status()
    {
        Send(new GetStatus());
        while (true)
            if (await Probe.Next() is JobStatus status) return status;
    }

    public async Task<JobStatus> StatusWhen(Predicate<JobStatus> holds)
    {
        var status = await Status();
        await Eventually.TrueAsync(async () => holds(status = await Status()), () => $"the job is still {status}");
        return status;
    }

    /// <summary>Asks once.</summary>
    /// <returns>What was granted; none where there is nothing for it now.</returns>
    public async Task<IReadOnlyList<Lease>> RequestOnce(int most)
    {
        Send(new RequestFrames(_id, Device, most, 0));
        while (true)
        {
            switch (await Probe.Next())
            {
                case FramesGranted granted: return granted.Leases;
                case NoFrames: return [];
            }
        }
    }

    /// <summary>Says that a frame cannot be rendered on its device, and waits until that is noted.</summary>
    public async Task Fail(Lease lease)
    {
        Send(new FailFrame(lease.Frame, lease.Attempt, Device, "it cannot be", 0));
        await AnswerAsync<JobAccepted>();
    }

    /// <summary>Gives a frame back untried, and waits until that is noted.</summary>
    public async Task GiveBack(Lease lease)
    {
        Send(new ReturnFrame(lease.Frame, lease.Attempt));
        await AnswerAsync<JobAccepted>();
    }

    /// <summary>The answer to what was said last; a wake-up is none.</summary>
    private async Task AnswerAsync<T>()
    {
        object answer;
        do answer = await Probe.Next();
        while (answer is FarmProtocol.FramesAvailable);
        if (answer is not T) throw new InvalidOperationException($"expected a {typeof(T).Name}, got {answer}");
    }

    private void Send(object message) => Probe.Send(Job, through is { } id ? new FarmProtocol.ToJob(id, message) : message);

    /// <summary>The next message; null if the question seems to be lost, so that it is asked again.</summary>
    private async Task<object?> NextOrNothing()
    {
        _next ??= Probe.Next();
        if (through is not null && await Task.WhenAny(_next, Task.Delay(TimeSpan.FromMilliseconds(200))) != _next) return null;
        object message = await _next;
        _next = null;
        return message;
    }
}
