using System.Text.Json;
using MandelActors.Console.Output;
using MandelActors.Farm.Local;
using MandelActors.Protocol.Jobs;

namespace MandelActors.Console.Rendering;

/// <summary>One JSON object per line: <c>progress</c> a few times a second, <c>paused</c>, and one <c>finished</c>.</summary>
internal sealed class JsonDisplay(TextWriter output) : IRenderDisplay
{
    public Task ShowAsync(Func<Action<RenderReport>, Task> run) => run(Show);

    private void Show(RenderReport report)
    {
        switch (report)
        {
            case RenderReport.Waiting waiting:
                JsonLine.Write(output, json =>
                {
                    json.WriteString("event", "paused");
                    json.WriteString("reason", waiting.Reason);
                });
                break;
            case RenderReport.Progress progress:
                JsonLine.Write(output, json => WriteProgress(json, progress));
                break;
            case RenderReport.Finished finished:
                JsonLine.Write(output, json => WriteFinished(json, finished));
                break;
        }
    }

    private static void WriteProgress(Utf8JsonWriter json, RenderReport.Progress progress)
    {
        var status = progress.Status;
        json.WriteString("event", status.Phase == JobPhase.Paused ? "paused" : "progress");
        json.WriteString("stage", status.Stage.ToString().ToLowerInvariant());
        if (status.Phase == JobPhase.Paused) json.WriteString("reason", status.Reason);
        json.WriteNumber("done", status.SelectedDone);
        json.WriteNumber("total", status.Selected);
        json.WriteNumber("failed", status.Failed);
        json.WriteNumber("quarantined", status.Quarantined);
        json.WriteNumber("stageDone", status.StageDone);
        json.WriteNumber("stageTotal", status.StageTotal);
        json.WriteNumber("framesPerSecond", Math.Round(progress.FramesPerSecond, 3));
        if (progress.Remaining is { } remaining) json.WriteNumber("remainingSeconds", Math.Round(remaining.TotalSeconds, 1));
        json.WriteNumber("elapsedSeconds", Math.Round(progress.Elapsed.TotalSeconds, 3));
        WriteDevices(json, status);
        WriteWarnings(json, status);
    }

    private static void WriteFinished(Utf8JsonWriter json, RenderReport.Finished finished)
    {
        json.WriteString("event", "finished");
        json.WriteBoolean("succeeded", finished.Succeeded);
        if (finished.Problem is not null) json.WriteString("problem", finished.Problem);
        json.WriteNumber("rendered", finished.Rendered);
        json.WriteString("frames", finished.FramesFolder);
        if (finished.FilmFile is null) json.WriteNull("film");
        else json.WriteString("film", finished.FilmFile);
        json.WriteNumber("elapsedSeconds", Math.Round(finished.Elapsed.TotalSeconds, 3));
        if (finished.Status is null) return;
        json.WriteString("job", finished.Status.Job.Value);
        json.WriteNumber("done", finished.Status.SelectedDone);
        json.WriteNumber("total", finished.Status.Selected);
        json.WriteNumber("quarantined", finished.Status.Quarantined);
        json.WriteNumber("lateAttempts", finished.Status.LateAttempts);
        json.WriteNumber("disputes", finished.Status.Disputes);
        WriteDevices(json, finished.Status);
        WriteWarnings(json, finished.Status);
    }

    private static void WriteDevices(Utf8JsonWriter json, JobProtocol.JobStatus status)
    {
        json.WriteStartArray("devices");
        foreach (var device in status.Devices)
        {
            json.WriteStartObject();
            json.WriteString("device", device.Device.Value);
            json.WriteNumber("frames", device.Frames);
            json.WriteNumber("milliseconds", device.Milliseconds);
            json.WriteNumber("failures", device.Failures);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteWarnings(Utf8JsonWriter json, JobProtocol.JobStatus status)
    {
        json.WriteStartArray("warnings");
        foreach (string warning in status.Warnings) json.WriteStringValue(warning);
        json.WriteEndArray();
    }
}
