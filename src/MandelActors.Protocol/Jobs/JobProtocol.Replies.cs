using MandelActors.Protocol.Ids;

namespace MandelActors.Protocol.Jobs;

public static partial class JobProtocol
{
    /// <summary>Done, or it was done before.</summary>
    public sealed record JobAccepted : IJobReply
    {
        public static JobAccepted Instance { get; } = new();
    }

    /// <summary>Not done, and repeating it will not help.</summary>
    public sealed record JobRejected(string Reason) : IJobReply;

    /// <summary>A frame to render and the number that fences the result.</summary>
    public readonly record struct Lease(FrameNumber Frame, Attempt Attempt);

    /// <summary>Frames to render; at least one.</summary>
    public sealed record FramesGranted(IReadOnlyList<Lease> Leases) : IJobReply
    {
        /// <summary>Frames of <see cref="RequestFrames.Held"/> that nobody wants any more: somebody else finished them.</summary>
        public IReadOnlyList<FrameNumber> Unwanted { get; init; } = [];
    }

    /// <summary>Nothing to hand out now.</summary>
    /// <param name="MayHaveMore">False once everything asked for is finished or quarantined.</param>
    public sealed record NoFrames(bool MayHaveMore, string Reason) : IJobReply
    {
        /// <inheritdoc cref="FramesGranted.Unwanted"/>
        public IReadOnlyList<FrameNumber> Unwanted { get; init; } = [];
    }

    /// <summary>The frame is in its place and in the journal, by this attempt or by an earlier one with the same bytes.</summary>
    public sealed record FrameAccepted(FrameNumber Frame, Attempt Attempt) : IJobReply;

    /// <summary>The attempt is not the current one; its file is of no use.</summary>
    public sealed record FrameRejected(FrameNumber Frame, Attempt Attempt, string Reason) : IJobReply;

    /// <summary>Where the job stands.</summary>
    /// <param name="Selected">Frames asked of this run.</param>
    /// <param name="SelectedDone">Those of them that are finished.</param>
    /// <param name="Failed">Frames that failed and will be tried again.</param>
    /// <param name="LateAttempts">Results turned away in this incarnation.</param>
    /// <param name="Disputes">Alarms: same frame, same kind of device, different bytes.</param>
    /// <param name="FrameBytes">Bytes of all finished frames.</param>
    /// <param name="Reason">Why it is paused or cancelled, or the last failure of a quarantined frame; null otherwise.</param>
    public sealed record JobStatus(
        JobId Job,
        JobPhase Phase,
        int FrameCount,
        int Done,
        int Selected,
        int SelectedDone,
        int Leased,
        int Failed,
        int Quarantined,
        long LateAttempts,
        int Disputes,
        long FrameBytes,
        string? Reason) : IJobReply
    {
        /// <summary>Whether nothing of what this run was asked for is left to try.</summary>
        public bool NothingLeft => SelectedDone + QuarantinedSelected >= Selected;

        /// <summary>Quarantined frames among those asked of this run.</summary>
        public int QuarantinedSelected { get; init; }

        /// <summary>The film in place, if one was recorded and still shows the finished frames.</summary>
        public FilmAssembled? Film { get; init; }

        /// <summary>What the job is busy with.</summary>
        public JobStage Stage { get; init; }

        /// <summary>How far the stage is, of <see cref="StageTotal"/>: frames checked, or frames given to the film's encoder.</summary>
        public int StageDone { get; init; }

        public int StageTotal { get; init; }

        /// <summary>What each device did for the job since the process started.</summary>
        public IReadOnlyList<DeviceShare> Devices { get; init; } = [];

        /// <summary>What each device did for the job in all its lives.</summary>
        public IReadOnlyList<DeviceShare> Contributions { get; init; } = [];

        /// <summary>What somebody should know, oldest first: alarms, damage found, files that belong to nobody. The last few of this process.</summary>
        public IReadOnlyList<string> Warnings { get; init; } = [];
    }

    /// <summary>What one device did for the job.</summary>
    /// <param name="Frames">Frames committed.</param>
    /// <param name="Milliseconds">Time those frames took, from the start of rendering to the file's flush; frames overlap.</param>
    /// <param name="Failures">Tries that failed.</param>
    public sealed record DeviceShare(DeviceId Device, int Frames, long Milliseconds, int Failures)
    {
        /// <summary>Why the job gives it no more frames while others take some; null while it does.</summary>
        public string? SetAside { get; init; }
    }

    /// <summary>A finished frame.</summary>
    public readonly record struct FinishedFrame(FrameNumber Frame, FrameResult Result);

    /// <summary>Every finished frame in film order.</summary>
    public sealed record FrameList(IReadOnlyList<FinishedFrame> Frames) : IJobReply;

    /// <summary>One frame.</summary>
    /// <param name="Result">What it is; null unless it is finished.</param>
    public sealed record FrameFound(FrameNumber Frame, FrameResult? Result) : IJobReply;
}
