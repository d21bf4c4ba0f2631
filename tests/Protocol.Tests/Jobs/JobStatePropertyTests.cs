using FsCheck;
using FsCheck.Fluent;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Protocol.Tests.Jobs;

/// <summary>Claims that hold after any sequence of commands, crashes and late reports.</summary>
public class JobStatePropertyTests
{
    private static readonly DeviceId[] Devices = [new("a/cpu"), new("b/gpu"), new("c/gpu")];

    [Fact]
    public void No_sequence_loses_a_frame() => ForAnySequence(run =>
    {
        var state = run.Job.State;
        int accountedFor = Enumerable.Range(0, state.FrameCount).Count(frame =>
        {
            FrameNumber number = new(frame);
            return state.StatusOf(number) is FrameStatus.Done or FrameStatus.Quarantined || state.CurrentAttempt(number) is not null;
        });

        if (state.Phase == JobPhase.Paused) run.Job.Send(new ResumeJob(PauseCause.User));
        HashSet<int> free = [];
        // One worker after the other: frames that workers vanished with are handed out alone.
        int workers = 0;
        foreach (var device in Devices)
            while (run.Request(device, most: 100, $"new-{++workers}") is [_, ..] leases)
                foreach (var lease in leases) free.Add(lease.Frame.Value).ShouldBeTrue("a frame was handed out twice");

        (accountedFor + free.Count).ShouldBe(state.FrameCount);
    });

    [Fact]
    public void Attempts_only_grow() => ForAnySequence(run => run.Attempts.ShouldBe(run.Attempts.Distinct().Order()));

    [Fact]
    public void A_replay_of_the_journal_is_the_live_state() =>
        ForAnySequence(run => JobScript.Remembered(run.Job.Replay()).ShouldBe(JobScript.Remembered(run.Job.State)));

    [Fact]
    public void A_snapshot_is_the_live_state() => ForAnySequence(run =>
    {
        byte[] written = JobEventSerializer.ToBytes(run.Job.State.ToSnapshot());
        var read = JobState.FromSnapshot((JobSnapshot)JobEventSerializer.FromBytes("job-snapshot.v1", written));
        JobScript.Remembered(read).ShouldBe(JobScript.Remembered(run.Job.State));
    });

    [Fact]
    public void A_snapshot_stays_as_it_was_taken_whatever_happens_to_the_job_and_to_a_job_made_of_it() => ForAnySequence(run =>
    {
        var snapshot = run.Job.State.ToSnapshot();
        byte[] then = JobEventSerializer.ToBytes(snapshot);
        var other = JobState.FromSnapshot(snapshot);
        foreach (var device in Devices)
        {
            foreach (var lease in run.Request(device, 3)) run.Job.Complete(lease).ShouldBeOfType<FrameAccepted>();
        }

        foreach (var frame in other.FinishedFrames()) other.Evolve(new FrameInvalidated(frame.Frame, "gone", DateTimeOffset.UnixEpoch));

        JobEventSerializer.ToBytes(snapshot).ShouldBe(then);
    });

    [Fact]
    public void Whatever_happened_good_devices_finish_the_film() => ForAnySequence(run =>
    {
        run.Job.Crash();
        run.Job.Send(new RetryFrames());
        if (run.Job.State.Phase == JobPhase.Paused) run.Job.Send(new ResumeJob(PauseCause.User));
        while (Devices.SelectMany(device => run.Request(device, 3)).ToArray() is [_, ..] leases)
            foreach (var lease in leases) run.Job.Complete(lease).ShouldBeOfType<FrameAccepted>();
        run.Job.State.Done.ShouldBe(run.Job.State.FrameCount);
        run.Job.State.Leased.ShouldBe(0);
    });

    private static void ForAnySequence(Action<Run> claim)
    {
        var frames = ArbMap.Default.GeneratorFor<byte>().Select(size => 1 + (size % 12));
        var steps = Gen.Choose(0, int.MaxValue).ListOf();
        Prop.ForAll(frames.ToArbitrary(), steps.ToArbitrary(), (count, choices) =>
        {
            Run run = new(new JobScript(count));
            foreach (int choice in choices) run.Step(choice);
            claim(run);
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>A farm gone mad: what happens next is chosen by numbers.</summary>
    private sealed class Run(JobScript job)
    {
        private readonly List<(Lease Lease, DeviceId Device)> _given = [];

        public JobScript Job => job;

        public List<Attempt> Attempts { get; } = [];

        public IReadOnlyList<Lease> Request(DeviceId device, int most, string? worker = null)
        {
            var leases = job.Request(worker ?? device.Value, most, Devices.Length, device);
            Attempts.AddRange(leases.Select(lease => lease.Attempt));
            _given.AddRange(leases.Select(lease => (lease, device)));
            return leases;
        }

        public void Step(int choice)
        {
            int detail = choice / 16;
            var device = Devices[detail % Devices.Length];
            FrameNumber frame = new(detail % job.State.FrameCount);
            switch (choice % 16)
            {
                case 0 or 1 or 2: Request(device, 1 + (detail % 5)); break;
                case 3 or 4 or 5 or 6: Report(detail, given => job.Complete(given.Lease)); break;
                case 7: Report(detail, given => job.Complete(given.Lease, "other bytes")); break;
                case 8 or 9: Report(detail, given => job.Fail(given.Lease, given.Device, Devices.Length)); break;
                case 10: Report(detail, given => job.Send(new ReturnFrame(given.Lease.Frame, given.Lease.Attempt))); break;
                case 11: job.Send(new ReleaseWorker(new WorkerId(device.Value))); break;
                case 12: job.Send(new InvalidateFrame(frame, job.State.ResultOf(frame)?.Sha256 ?? default, "damaged")); break;
                case 13: job.Send(detail % 2 == 0 ? new PauseJob((PauseCause)(detail / 2 % 2), "why not") : new ResumeJob((PauseCause)(detail / 2 % 2))); break;
                case 14: job.Send(detail % 2 == 0 ? new RetryFrames() : new CompleteJob()); break;
                default: job.Crash(); break;
            }
        }

        /// <summary>Any lease ever given reports, so most reports are late or come twice.</summary>
        private void Report(int detail, Action<(Lease Lease, DeviceId Device)> report)
        {
            if (_given.Count > 0) report(_given[detail % _given.Count]);
        }
    }
}
