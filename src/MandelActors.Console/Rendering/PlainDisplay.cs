using MandelActors.Farm.Local;
using MandelActors.Protocol.Jobs;

namespace MandelActors.Console.Rendering;

/// <summary>Plain lines, for files and pipes: one every few seconds, and one whenever something new begins.</summary>
internal sealed class PlainDisplay(TextWriter output, TimeProvider time, string folder) : IRenderDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly HashSet<string> _warned = [];
    private (JobStage, JobPhase)? _state;
    private string? _waiting;
    private long _shown;
    private bool _begun;

    public Task ShowAsync(Func<Action<RenderReport>, Task> run) => run(Show);

    private void Show(RenderReport report)
    {
        // Not before something is reported: a folder that is refused is not rendered into.
        if (!_begun) Write($"rendering into {folder}");
        _begun = true;
        switch (report)
        {
            case RenderReport.Waiting waiting when waiting.Reason != _waiting:
                _waiting = waiting.Reason;
                Write($"paused: {waiting.Reason}");
                break;
            case RenderReport.Progress progress:
                Show(progress);
                break;
            case RenderReport.Finished finished:
                Warn(finished.Status);
                foreach (var device in finished.Status?.Devices ?? []) Write($"  {RenderWords.Device(device)}");
                foreach (string line in RenderWords.Lines(finished)) Write(line);
                break;
        }
    }

    private void Show(RenderReport.Progress progress)
    {
        Warn(progress.Status);
        var state = (progress.Status.Stage, progress.Status.Phase);
        if (state == _state && time.GetElapsedTime(_shown) < Interval) return;
        (_state, _shown, _waiting) = (state, time.GetTimestamp(), null);
        Write(RenderWords.Line(progress));
        if (progress.Status is { Stage: JobStage.Rendering, Devices.Count: > 1 })
            foreach (var device in progress.Status.Devices) Write($"  {RenderWords.Device(device)}");
    }

    private void Warn(JobProtocol.JobStatus? status)
    {
        foreach (string warning in RenderWords.New(status, _warned)) Write($"note: {warning}");
    }

    private void Write(string line)
    {
        output.WriteLine(line);
        output.Flush();
    }
}
