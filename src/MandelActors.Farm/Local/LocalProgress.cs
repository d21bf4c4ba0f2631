using MandelActors.Farm.Coordination;
using MandelActors.Farm.Store;
using MandelActors.Protocol.Jobs;

namespace MandelActors.Farm.Local;

/// <summary>Turns what the actors say into reports: rate, remaining time, and what it all came to.</summary>
internal sealed class LocalProgress(FrameStore store, TimeProvider time)
{
    private readonly RecentRate _rate = new(time);
    private readonly long _started = time.GetTimestamp();
    private JobProtocol.JobStatus? _last;

    /// <summary>The last report; null until it is over.</summary>
    public RenderReport.Finished? Finished { get; private set; }

    public RenderReport Report(object message)
    {
        switch (message)
        {
            case JobProtocol.JobStatus status:
                _last = status;
                Finished = Outcome(status);
                return Finished is null ? ProgressOf(status) : Finished;
            case FarmProtocol.JobInterrupted interrupted:
                return new RenderReport.Waiting(interrupted.Reason);
            case FarmProtocol.JobStalled stalled:
                return Finished = End(stalled.Reason);
            default:
                throw new ArgumentException($"unknown message {message.GetType().Name}", nameof(message));
        }
    }

    private RenderReport.Finished? Outcome(JobProtocol.JobStatus status) => status.Stage switch
    {
        JobStage.Finished when status.QuarantinedSelected > 0 =>
            End($"{status.QuarantinedSelected} of {status.Selected} frames could not be rendered: {status.Reason}"),
        JobStage.Finished when status.Phase == JobPhase.Cancelled => End($"cancelled: {status.Reason}"),
        JobStage.Finished => End(null),
        JobStage.Stuck => End(status.Reason ?? "it cannot go on"),
        _ => null,
    };

    private RenderReport.Progress ProgressOf(JobProtocol.JobStatus status)
    {
        double rate = _rate.Update(RenderedIn(status));
        int left = status.Selected - status.SelectedDone - status.QuarantinedSelected;
        TimeSpan? remaining = rate > 0 && left > 0 ? TimeSpan.FromSeconds(Math.Min(left / rate, TimeSpan.MaxValue.TotalSeconds / 2)) : null;
        return new RenderReport.Progress(status, rate, remaining, time.GetElapsedTime(_started));
    }

    private RenderReport.Finished End(string? problem)
    {
        string? film = _last?.Film is { } made && _last.Done == _last.FrameCount ? store.Folder.Film(made.File) : null;
        if (film is not null && !File.Exists(film)) film = null;
        return new RenderReport.Finished(
            problem is null, problem, _last is null ? 0 : RenderedIn(_last), store.Files.Root, film, _last, time.GetElapsedTime(_started));
    }

    private static int RenderedIn(JobProtocol.JobStatus status) => status.Devices.Sum(device => device.Frames);
}
