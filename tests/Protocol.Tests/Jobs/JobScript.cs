using System.Globalization;
using System.Text;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Protocol.Tests.Jobs;

/// <summary>A job with a journal in a list: every decision is written, as bytes, before it is applied.</summary>
internal sealed class JobScript
{
    public static readonly JobId Id = new("test");
    public static readonly DeviceId Cpu = new("local/cpu");

    private static readonly DateTimeOffset Start = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly JobLimits _limits;
    private readonly List<(string Manifest, byte[] Bytes)> _written = [];

    public JobScript(int frames, JobLimits? limits = null)
    {
        _limits = limits ?? JobLimits.Default;
        State = new JobState(_limits);
        Send(new SubmitJob(Id, "{}", "identity", frames));
        Send(new OpenJob());
    }

    public JobState State { get; private set; }

    public List<IJobEvent> Journal { get; } = [];

    public static Sha256Hash HashOf(FrameNumber frame) => Sha256Hash.Of(Encoding.UTF8.GetBytes(frame.ToString()));

    public IJobReply Send(IJobCommand command)
    {
        var decision = State.Decide(command, Start.AddSeconds(Journal.Count));
        foreach (var change in decision.Events)
        {
            if (change is IJournalledEvent)
            {
                Journal.Add(change);
                _written.Add((JobEventSerializer.ManifestOf(change), JobEventSerializer.ToBytes(change)));
            }

            State.Evolve(change);
        }

        return decision.Reply;
    }

    public IReadOnlyList<Lease> Request(string worker, int most, int devices = 1, DeviceId? device = null) =>
        Send(new RequestFrames(new WorkerId(worker), device ?? Cpu, most, devices)) is FramesGranted granted ? granted.Leases : [];

    public IJobReply Complete(Lease lease, string? content = null)
    {
        var hash = content is null ? HashOf(lease.Frame) : Sha256Hash.Of(Encoding.UTF8.GetBytes(content));
        return Send(new CompleteFrame(lease.Frame, lease.Attempt, new WorkerId("any"), Cpu, "cpu", hash, 100, 5));
    }

    public IJobReply Fail(Lease lease, DeviceId? device = null, int devices = 1) =>
        Send(new FailFrame(lease.Frame, lease.Attempt, device ?? Cpu, "kernel crashed", devices));

    /// <summary>What a new process would make of the journal.</summary>
    public JobState Replay()
    {
        JobState replayed = new(_limits);
        foreach (var (manifest, bytes) in _written) replayed.Evolve((IJobEvent)JobEventSerializer.FromBytes(manifest, bytes));
        return replayed;
    }

    /// <summary>Loses everything but the journal, and opens the job again.</summary>
    public void Crash()
    {
        State = Replay();
        Send(new OpenJob());
    }

    /// <summary>Everything the journal is answerable for, as one comparable text.</summary>
    public static string Remembered(JobState state) => string.Create(
        CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetString(JobEventSerializer.ToBytes(state.ToSnapshot()))} {state.Done} {state.FrameBytes} {state.Failed} {state.Quarantined}");
}
