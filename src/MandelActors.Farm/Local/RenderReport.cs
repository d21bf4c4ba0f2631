using MandelActors.Protocol.Jobs;

namespace MandelActors.Farm.Local;

/// <summary>What a running render tells, in this order: any number of <see cref="Waiting"/> and <see cref="Progress"/>, then one <see cref="Finished"/>.</summary>
public abstract record RenderReport
{
    private RenderReport()
    {
    }

    /// <summary>Nothing can be done until something outside changes, usually the room on the disk.</summary>
    public sealed record Waiting(string Reason) : RenderReport;

    /// <summary>Where it stands.</summary>
    /// <param name="Status">The job's own account.</param>
    /// <param name="FramesPerSecond">Frames committed per second over the last few seconds; 0 before the first.</param>
    /// <param name="Remaining">Until the last frame at that rate; null while it cannot be told.</param>
    public sealed record Progress(JobProtocol.JobStatus Status, double FramesPerSecond, TimeSpan? Remaining, TimeSpan Elapsed) : RenderReport;

    /// <summary>It is over.</summary>
    /// <param name="Succeeded">Everything asked for is there and verified.</param>
    /// <param name="Problem">Why not; null if it succeeded.</param>
    /// <param name="Rendered">Frames rendered in this run.</param>
    /// <param name="FramesFolder">Where the frames are.</param>
    /// <param name="FilmFile">The film; null if there is none.</param>
    /// <param name="Status">The job's last account; null if there is none.</param>
    public sealed record Finished(
        bool Succeeded, string? Problem, int Rendered, string FramesFolder, string? FilmFile, JobProtocol.JobStatus? Status, TimeSpan Elapsed) : RenderReport;
}
