using System.Security.Cryptography;
using MandelActors.Protocol.Ids;

namespace MandelActors.Protocol.Jobs;

/// <summary>Everything a job knows: which frames are wanted, held, done, failed, quarantined, and why.</summary>
/// <remarks>
/// <para><see cref="Decide"/> changes nothing and says what should happen; <see cref="Evolve"/> makes it so. Neither reads a clock, a
/// disk or anything else: the same events give the same state, live or replayed. Leases and the selection of a run are passing:
/// they are evolved like everything else and are in no journal.</para>
/// <para><i>Why not an immutable record:</i> a job may have ten million frames, and one event must cost one event.</para>
/// </remarks>
public sealed partial class JobState
{
    private readonly JobLimits _limits;
    private readonly Dictionary<int, LeaseHolder> _leases = [];
    private readonly Dictionary<int, FrameFailures> _failures = [];
    private readonly SortedSet<int> _retries = [];
    private readonly SortedSet<int> _quarantined = [];
    private FrameTable _frames = new(1);
    private FrameSet _fresh = new(1);
    private long _grants;
    private PauseCause? _pausedBy;

    public JobState(JobLimits? limits = null)
    {
        _limits = limits ?? JobLimits.Default;
    }

    public JobId Job { get; private set; }

    public JobPhase Phase { get; private set; }

    /// <summary>The complete scene as JSON; empty before the job is submitted.</summary>
    public string Scene { get; private set; } = "";

    /// <summary>The hash of all that decides how a frame looks.</summary>
    public string Identity { get; private set; } = "";

    public int FrameCount { get; private set; }

    public int Incarnation { get; private set; }

    public int Done { get; private set; }

    public int Leased => _leases.Count;

    public int Failed => _retries.Count;

    public int Quarantined => _quarantined.Count;

    public int Disputes { get; private set; }

    public long LateAttempts { get; private set; }

    public long FrameBytes { get; private set; }

    public long LargestFrameBytes { get; private set; }

    public string? Reason { get; private set; }

    public PauseCause? PausedBy => Phase == JobPhase.Paused ? _pausedBy : null;

    /// <summary>The film recorded last, as long as it shows the frames that are finished now.</summary>
    public JobProtocol.FilmAssembled? Film { get; private set; }

    public FrameNumber SelectedFirst { get; private set; }

    public FrameNumber SelectedLast { get; private set; } = new(-1);

    /// <summary>Frames asked of this run.</summary>
    public int Selected => SelectedLast.Value - SelectedFirst.Value + 1;

    public int SelectedDone { get; private set; }

    public FrameStatus StatusOf(FrameNumber frame) => _frames.StatusOf(frame.Value);

    /// <summary>The result of a finished frame; null for any other.</summary>
    public FrameResult? ResultOf(FrameNumber frame) => StatusOf(frame) == FrameStatus.Done ? _frames.ResultOf(frame.Value) : null;

    /// <summary>The attempt that may complete the frame; null while no worker holds it.</summary>
    public Attempt? CurrentAttempt(FrameNumber frame) => _leases.TryGetValue(frame.Value, out var holder) ? holder.Attempt : null;

    /// <summary>How often a frame failed since it was finished or asked for again.</summary>
    public int FailuresOf(FrameNumber frame) => _failures.GetValueOrDefault(frame.Value)?.Count ?? 0;

    /// <summary>Finished frames in film order, as they are now: a list of its own, 64 bytes a frame.</summary>
    public IReadOnlyList<JobProtocol.FinishedFrame> FinishedFrames()
    {
        List<JobProtocol.FinishedFrame> frames = new(Done);
        frames.AddRange(EachFinishedFrame());
        return frames;
    }

    /// <summary>SHA-256 over the SHA-256 of every finished frame, in film order.</summary>
    public Sha256Hash FramesSha256() => DigestOf(EachFinishedFrame());

    /// <summary>SHA-256 over the SHA-256 of each frame, in the order given.</summary>
    public static Sha256Hash DigestOf(IEnumerable<JobProtocol.FinishedFrame> frames)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> digest = stackalloc byte[Sha256Hash.Size];
        foreach (var frame in frames)
        {
            frame.Result.Sha256.CopyTo(digest);
            all.AppendData(digest);
        }

        all.GetHashAndReset(digest);
        return Sha256Hash.FromBytes(digest);
    }

    public JobProtocol.JobStatus Status() => new(
        Job, Phase, FrameCount, Done, Selected, SelectedDone, Leased, Failed, Quarantined, LateAttempts, Disputes, FrameBytes,
        Reason ?? (_quarantined.Count > 0 ? _failures.GetValueOrDefault(_quarantined.Min)?.Reason : null))
    {
        QuarantinedSelected = _quarantined.Count == 0 ? 0 : _quarantined.GetViewBetween(SelectedFirst.Value, SelectedLast.Value).Count,
        Film = Film,
    };

    private IEnumerable<JobProtocol.FinishedFrame> EachFinishedFrame()
    {
        for (int frame = 0; frame < FrameCount; frame++)
            if (ResultOf(new FrameNumber(frame)) is { } result) yield return new JobProtocol.FinishedFrame(new FrameNumber(frame), result);
    }

    private bool IsSelected(int frame) => frame >= SelectedFirst.Value && frame <= SelectedLast.Value;

    private bool IsFrame(FrameNumber frame) => frame.Value >= 0 && frame.Value < FrameCount;

    private readonly record struct LeaseHolder(Attempt Attempt, WorkerId Worker, DeviceId Device);

    private sealed record FrameFailures(int Count, IReadOnlyList<DeviceId> Devices, string Reason);
}
