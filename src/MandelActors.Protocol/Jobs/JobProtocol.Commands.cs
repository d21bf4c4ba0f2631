using System.Text.Json.Serialization;
using MandelActors.Protocol.Ids;

namespace MandelActors.Protocol.Jobs;

public static partial class JobProtocol
{
    /// <summary>Starts the job, or changes nothing if it was submitted before with the same identity.</summary>
    /// <param name="Scene">The complete scene as JSON.</param>
    /// <param name="Identity">The hash of all that decides how a frame looks.</param>
    /// <param name="FrameCount">Frames of the film, at least 1.</param>
    public sealed record SubmitJob(JobId Job, string Scene, string Identity, int FrameCount) : IJobCommand;

    /// <summary>Begins another incarnation of the job; the first thing an actor does once it has recovered.</summary>
    public sealed record OpenJob : IJobCommand;

    /// <summary>Limits what is handed out to a range of frames, both ends included, until the process ends.</summary>
    public sealed record SelectFrames(FrameNumber First, FrameNumber Last) : IJobCommand;

    /// <summary>Hands out no more frames until resumed; frames under way may finish.</summary>
    public sealed record PauseJob(PauseCause Cause, string Reason) : IJobCommand
    {
        /// <summary>Whether the film is still to be made: then even a job whose frames are all finished has something to rest from. The job itself knows; it is not sent.</summary>
        [JsonIgnore]
        public bool FilmIsLeft { get; init; }
    }

    /// <summary>Hands out frames again, if the job was paused for this cause.</summary>
    public sealed record ResumeJob(PauseCause Cause) : IJobCommand;

    /// <summary>Ends the job; what is finished stays. Only one whose frames are all finished can be brought back, by <see cref="RetryFrames"/>.</summary>
    public sealed record CancelJob(string Reason) : IJobCommand
    {
        /// <inheritdoc cref="PauseJob.FilmIsLeft"/>
        [JsonIgnore]
        public bool FilmIsLeft { get; init; }
    }

    /// <summary>Asks for frames to render.</summary>
    /// <param name="Most">As many as the worker can start now, at least 1.</param>
    /// <param name="KnownDevices">Devices that work for the job, the asking one included.</param>
    public sealed record RequestFrames(WorkerId Worker, DeviceId Device, int Most, int KnownDevices) : IJobCommand
    {
        /// <summary>Frames that the worker has finished already, under an attempt that is void by now: it gets those first that are still wanted.</summary>
        public IReadOnlyList<FrameNumber> Held { get; init; } = [];

        /// <summary>Whether no other device works for the job that is not set aside: then even one that is gets frames.</summary>
        public bool IsLastResort { get; init; }
    }

    /// <summary>Says that a frame's bytes are about to be handed in. Answered with <see cref="JobAccepted"/> while the attempt is current; a late one is counted and answered with <see cref="FrameRejected"/>.</summary>
    public sealed record AnnounceFrame(FrameNumber Frame, Attempt Attempt) : IJobCommand;

    /// <summary>Says that a frame lies in the store under its attempt's name, flushed to disk.</summary>
    /// <param name="DeviceKind">Devices of one kind must produce the same bytes.</param>
    /// <param name="Milliseconds">From the start of rendering to the file's flush.</param>
    public sealed record CompleteFrame(
        FrameNumber Frame, Attempt Attempt, WorkerId Worker, DeviceId Device, string DeviceKind, Sha256Hash Sha256, long Bytes, int Milliseconds) : IJobCommand
    {
        /// <summary>Of all milliseconds, those that the device was busy: what decides how many frames it can do; 0 where nobody measured.</summary>
        public int DeviceMilliseconds { get; init; }

        /// <summary>Devices that work for the job, the reporting one included.</summary>
        public int KnownDevices { get; init; } = 1;

        /// <summary>Whether some of its pixels were computed once more by the scalar truth, and were the same; null where its node checks nothing.</summary>
        public bool? CrossChecked { get; init; }
    }

    /// <summary>Says that a frame could not be rendered.</summary>
    /// <param name="KnownDevices">Devices that work for the job, the failing one included.</param>
    public sealed record FailFrame(FrameNumber Frame, Attempt Attempt, DeviceId Device, string Reason, int KnownDevices) : IJobCommand
    {
        /// <summary>Whether another device works for the job that is not set aside.</summary>
        public bool OthersWork { get; init; }
    }

    /// <summary>Says that a rendered frame cannot get its place because something else is there: it is quarantined at once, as no other try could end otherwise, and no device is to blame.</summary>
    /// <param name="Reason">What is where, and what helps.</param>
    public sealed record ObstructFrame(FrameNumber Frame, Attempt Attempt, string Reason) : IJobCommand;

    /// <summary>Says that a device computes wrongly: what it holds is taken from it, and what it finished since its last cross-check is rendered again.</summary>
    public sealed record DistrustDevice(DeviceId Device, string Reason) : IJobCommand;

    /// <summary>Gives a frame back that was not rendered, through no fault of the frame.</summary>
    public sealed record ReturnFrame(FrameNumber Frame, Attempt Attempt) : IJobCommand
    {
        /// <summary>What keeps its node from finishing any frame for now, such as a full disk; null where nothing does.</summary>
        public string? Hindrance { get; init; }
    }

    /// <summary>Gives back every frame a worker holds, because it is gone without a word.</summary>
    /// <param name="KnownDevices">Devices that work for the job, that of the worker included.</param>
    public sealed record ReleaseWorker(WorkerId Worker, int KnownDevices = 1) : IJobCommand;

    /// <summary>Says that a finished frame is missing or damaged and must be rendered again.</summary>
    /// <param name="Sha256">The hash the finding is about: a frame finished anew in the meantime is left alone.</param>
    public sealed record InvalidateFrame(FrameNumber Frame, Sha256Hash Sha256, string Why) : IJobCommand;

    /// <summary>Ends the job as completed if every frame is finished; what the job says to itself after each commit.</summary>
    public sealed record CompleteJob : IJobCommand;

    /// <summary>Gives every quarantined frame another chance, and every device that was set aside. A job that was cancelled with every frame finished goes on to its film.</summary>
    public sealed record RetryFrames : IJobCommand;

    /// <summary>Says that a verified film lies in place.</summary>
    /// <param name="File">Its name in the job's folder.</param>
    /// <param name="Encoding">Codec and settings, as one line.</param>
    /// <param name="FramesSha256">SHA-256 over the SHA-256 of every frame, in film order: which pictures it shows.</param>
    public sealed record RecordFilm(string File, string Encoding, Sha256Hash FramesSha256, Sha256Hash Sha256, long Bytes) : IJobCommand;
}
