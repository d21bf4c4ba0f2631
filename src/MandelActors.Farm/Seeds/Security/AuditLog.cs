using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace MandelActors.Farm.Seeds.Security;

/// <summary>Who asked for what and what came of it: a line of JSON for each command, appended to a file that is bounded, and to the log. Thread-safe.</summary>
/// <remarks>When the file is half as large as it may be it becomes <c>audit.log.1</c>, in place of an older one.</remarks>
internal sealed partial class AuditLog(string path, long mostBytes, TimeProvider time, ILogger log)
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _lock = new();

    /// <summary>Writes down a command. A disk that would not take it is said in the log and keeps nobody from working.</summary>
    /// <param name="status">The answer's HTTP status.</param>
    /// <param name="detail">Why it was refused; null if it was not.</param>
    public void Write(Bearer who, string? from, string command, string? job, int status, string? detail)
    {
        string outcome = detail is null ? status.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{status}, {detail}");
        if (job is null) Commanded(who.Name, from ?? "somewhere", command, outcome);
        else Commanded(who.Name, from ?? "somewhere", command, job, outcome);
        byte[] line = LineOf(who, from, command, job, status, detail);
        try
        {
            lock (_lock)
            {
                if (new FileInfo(path) is { Exists: true } file && file.Length + line.Length > mostBytes / 2) File.Move(path, path + ".1", overwrite: true);
                using FileStream stream = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
                stream.Write(line);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Unwritten(problem);
        }
    }

    private byte[] LineOf(Bearer who, string? from, string command, string? job, int status, string? detail)
    {
        using MemoryStream line = new();
        using (Utf8JsonWriter json = new(line, Compact))
        {
            json.WriteStartObject();
            json.WriteString("at", time.GetUtcNow());
            json.WriteString("who", who.Name);
            json.WriteString("from", from);
            json.WriteString("command", command);
            json.WriteString("job", job);
            json.WriteString("outcome", status.ToString(CultureInfo.InvariantCulture));
            if (detail is not null) json.WriteString("why", detail);
            json.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        return line.ToArray();
    }

    [LoggerMessage(LogLevel.Information, "{Who} from {From}: {Command} {Job}: {Outcome}")]
    private partial void Commanded(string who, string from, string command, string job, string outcome);

    [LoggerMessage(LogLevel.Information, "{Who} from {From}: {Command}: {Outcome}")]
    private partial void Commanded(string who, string from, string command, string outcome);

    [LoggerMessage(LogLevel.Error, "the audit log cannot be written")]
    private partial void Unwritten(Exception problem);
}
