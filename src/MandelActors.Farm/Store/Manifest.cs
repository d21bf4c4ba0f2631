using System.Text.Json;
using MandelActors.Protocol.Ids;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Store;

/// <summary>The list of everything finished in a job's folder, for people and programs that do not read journals: <c>manifest.json</c>.</summary>
/// <param name="FrameCount">Frames of the whole film.</param>
/// <param name="Frames">The finished ones, in film order.</param>
/// <param name="Film">The film in place, or null.</param>
/// <param name="Files">Which files the frames are.</param>
public sealed record Manifest(JobId Job, string Identity, int FrameCount, IReadOnlyList<FinishedFrame> Frames, FilmAssembled? Film, IFrameFiles Files)
{
    private const int BytesBetweenFlushes = 1 << 16;

    /// <summary>Writes the file durably.</summary>
    /// <exception cref="IOException">The disk would not take it; the old one stays.</exception>
    public void WriteTo(JobFolder folder) => DurableFile.Write(folder.Manifest, stream => Write(stream, folder.Path));

    private void Write(Stream stream, string folder)
    {
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("job", Job.Value);
        json.WriteString("identity", Identity);
        json.WriteNumber("frameCount", FrameCount);
        WriteFilm(json);
        json.WriteStartArray("frames");
        foreach (var (frame, result) in Frames)
        {
            json.WriteStartObject();
            json.WriteNumber("frame", frame.Value);
            WriteFiles(json, Files.PathsOf(frame), folder);
            json.WriteString("sha256", result.Sha256.ToString());
            json.WriteNumber("bytes", result.Bytes);
            json.WriteString("device", result.DeviceKind);
            json.WriteNumber("ms", result.Milliseconds);
            json.WriteEndObject();
            if (json.BytesPending > BytesBetweenFlushes) json.Flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>Names relative to the job's folder, with slashes on every system.</summary>
    private static void WriteFiles(Utf8JsonWriter json, IReadOnlyList<string> paths, string folder)
    {
        if (paths.Count == 1)
        {
            json.WriteString("file", NameOf(paths[0]));
            return;
        }

        json.WriteStartArray("files");
        foreach (string path in paths) json.WriteStringValue(NameOf(path));
        json.WriteEndArray();

        string NameOf(string path) => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
    }

    private void WriteFilm(Utf8JsonWriter json)
    {
        if (Film is null)
        {
            json.WriteNull("film");
            return;
        }

        json.WriteStartObject("film");
        json.WriteString("file", Film.File);
        json.WriteString("encoding", Film.Encoding);
        json.WriteString("framesSha256", Film.FramesSha256.ToString());
        json.WriteString("sha256", Film.Sha256.ToString());
        json.WriteNumber("bytes", Film.Bytes);
        json.WriteEndObject();
    }
}
