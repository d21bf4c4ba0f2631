using System.Text.Json;
using MandelActors.Client.Files;
using MandelActors.Console.Output;
using MandelActors.Protocol.Api;

namespace MandelActors.Console.Farms;

/// <summary>One JSON object per line: <c>progress</c> a few times a second, and one <c>finished</c>.</summary>
internal sealed class JsonFetchDisplay(TextWriter output, TimeProvider time) : IFetchDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private long? _shown;

    public Task ShowAsync(Func<Action<FetchReport>, Task> fetch) => fetch(report =>
    {
        switch (report)
        {
            case FetchReport.Going going when _shown is not { } shown || time.GetElapsedTime(shown) >= Interval:
                _shown = time.GetTimestamp();
                JsonLine.Write(output, json => WriteProgress(json, "progress", going.Progress, going.Job));
                break;
            case FetchReport.Ended ended:
                JsonLine.Write(output, json =>
                {
                    WriteProgress(json, "finished", ended.Progress, ended.Job);
                    json.WriteBoolean("complete", ended.Missing is null);
                    if (ended.Missing is not null) json.WriteString("missing", ended.Missing);
                    if (ended.Bad.Count > 0) WriteBad(json, ended.Bad);
                    json.WriteString("folder", ended.Folder);
                    if (ended.Job.Film is { } film) json.WriteString("film", Path.Combine(ended.Folder, film));
                });
                break;
        }
    });

    private static void WriteBad(Utf8JsonWriter json, IReadOnlyList<BadFile> bad)
    {
        json.WriteStartArray("bad");
        foreach (var file in bad)
        {
            json.WriteStartObject();
            json.WriteString("path", file.Path);
            json.WriteString("why", file.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteProgress(Utf8JsonWriter json, string name, FetchProgress progress, JobView job)
    {
        json.WriteString("event", name);
        json.WriteString("jobId", job.JobId);
        json.WriteString("state", job.State);
        json.WriteNumber("done", job.Done);
        json.WriteNumber("total", job.Selected);
        json.WriteNumber("files", progress.Files);
        json.WriteNumber("right", progress.Right);
        json.WriteNumber("fetched", progress.Fetched);
        json.WriteNumber("kept", progress.Kept);
        json.WriteNumber("fetchedBytes", progress.FetchedBytes);
    }
}
