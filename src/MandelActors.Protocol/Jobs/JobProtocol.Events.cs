using System.Text.Json.Serialization;
using MandelActors.Protocol.Ids;

namespace MandelActors.Protocol.Jobs;

public static partial class JobProtocol
{
    public sealed record JobSubmitted(JobId Job, string Scene, string Identity, int FrameCount, DateTimeOffset At) : IJournalledEvent;

    /// <summary>An actor took the job over; attempts of earlier incarnations are void.</summary>
    /// <param name="Incarnation">Counted from 1.</param>
    public sealed record JobOpened(int Incarnation, DateTimeOffset At) : IJournalledEvent;

    public sealed record JobPaused(PauseCause Cause, string Reason, DateTimeOffset At) : IJournalledEvent;

    /// <summary>It goes on after a pause, or after it was cancelled with every frame finished.</summary>
    public sealed record JobResumed(PauseCause Cause, DateTimeOffset At) : IJournalledEvent;

    public sealed record JobCancelled(string Reason, DateTimeOffset At) : IJournalledEvent;

    public sealed record FrameCompleted(
        FrameNumber Frame, Attempt Attempt, Sha256Hash Sha256, long Bytes, DeviceId Device, string DeviceKind, int Milliseconds, DateTimeOffset At) : IJournalledEvent
    {
        /// <inheritdoc cref="CompleteFrame.CrossChecked"/>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public bool? CrossChecked { get; init; }
    }

    public sealed record FrameFailed(FrameNumber Frame, Attempt Attempt, DeviceId Device, string Reason, DateTimeOffset At) : IJournalledEvent;

    /// <summary>The frame failed too often, or cannot get its place, and is left out until somebody asks for it again.</summary>
    public sealed record FrameQuarantined(FrameNumber Frame, int Failures, string Reason, DateTimeOffset At) : IJournalledEvent;

    /// <summary>A quarantined frame is wanted again, its failures forgotten.</summary>
    public sealed record FrameRetried(FrameNumber Frame, DateTimeOffset At) : IJournalledEvent;

    public sealed record FrameInvalidated(FrameNumber Frame, string Why, DateTimeOffset At) : IJournalledEvent
    {
        /// <summary>Whether the frame is what was handed in, and that may be wrong: other bytes are then no alarm.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool IsDistrusted { get; init; }
    }

    /// <summary>An alarm: two devices of one kind, or one device twice, made different bytes of the same frame.</summary>
    /// <param name="Known">The hash of the earlier try.</param>
    /// <param name="Found">The hash of the later try.</param>
    public sealed record FrameDisputed(
        FrameNumber Frame, Attempt Attempt, DeviceId Device, string DeviceKind, Sha256Hash Known, Sha256Hash Found, DateTimeOffset At) : IJournalledEvent;

    public sealed record FilmAssembled(string File, string Encoding, Sha256Hash FramesSha256, Sha256Hash Sha256, long Bytes, DateTimeOffset At) : IJournalledEvent;

    /// <summary>Every frame of the film is finished.</summary>
    public sealed record JobCompleted(DateTimeOffset At) : IJournalledEvent;

    /// <summary>A worker holds a frame.</summary>
    public sealed record FrameLeased(FrameNumber Frame, Attempt Attempt, WorkerId Worker, DeviceId Device) : IPassingEvent;

    /// <summary>A worker holds a frame no more, and the frame is wanted again.</summary>
    public sealed record LeaseReleased(FrameNumber Frame, Attempt Attempt) : IPassingEvent
    {
        /// <summary>Whether the worker is gone, perhaps because of this very frame.</summary>
        public bool WorkerVanished { get; init; }

        /// <summary>Whether the job took the frame from its worker, which did not give it back.</summary>
        public bool IsTakenBack { get; init; }

        /// <inheritdoc cref="ReturnFrame.Hindrance"/>
        public string? Hindrance { get; init; }
    }

    /// <summary>A device failed at too many frames that nobody else failed at, or computes wrongly, and gets no more of this job while others do.</summary>
    public sealed record DeviceSetAside(DeviceId Device, string Reason) : IPassingEvent;

    /// <summary>A device that was set aside gets frames again.</summary>
    public sealed record DeviceTrusted(DeviceId Device) : IPassingEvent;

    /// <summary>A result came too late and was turned away.</summary>
    public sealed record AttemptRejected(FrameNumber Frame, Attempt Attempt) : IPassingEvent
    {
        /// <summary>The device it came from; null if it was not said.</summary>
        public DeviceId? Device { get; init; }
    }

    /// <summary>Only these frames are handed out.</summary>
    public sealed record FramesSelected(FrameNumber First, FrameNumber Last) : IPassingEvent;
}
