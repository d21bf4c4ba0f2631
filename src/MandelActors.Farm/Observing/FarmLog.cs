using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using MandelActors.Farm.Seeds.Observing;
using MandelActors.Protocol.Api;
using Microsoft.Extensions.Logging;

namespace MandelActors.Farm.Observing;

/// <summary>Where the log of a seed or a node goes: to standard error, as lines of JSON unless a person reads along, and where somebody may ask for them, the last entries into memory.</summary>
/// <remarks>What an entry is about – job, frame, attempt, device, node – is taken from its scopes and from the values of its message.</remarks>
[ProviderAlias("Farm")]
public sealed class FarmLog : ILoggerProvider, ISupportExternalScope
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly RecentLog? _recent;
    private readonly TextWriter _output;
    private readonly bool _isForPeople;
    private readonly TimeProvider _time;
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    /// <param name="output">Written to by one thread at a time.</param>
    /// <param name="isForPeople">Whether lines are plain text rather than JSON.</param>
    public FarmLog(TextWriter output, bool isForPeople, TimeProvider time)
        : this(output, isForPeople, time, null)
    {
    }

    /// <param name="recent">Keeps the last entries.</param>
    internal FarmLog(TextWriter output, bool isForPeople, TimeProvider time, RecentLog? recent) =>
        (_output, _isForPeople, _time, _recent) = (TextWriter.Synchronized(output), isForPeople, time, recent);

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose() => _output.Flush();

    private void Write(string category, LogLevel level, string message, object? state, Exception? problem)
    {
        Dictionary<string, object?> about = [];
        _scopes.ForEachScope(Collect, about);
        Collect(state, about);
        var entry = new LogEntry(0, _time.GetUtcNow(), WordFor(level), problem is null ? message : $"{message}: {problem.Message}")
        {
            JobId = Text("job"),
            Frame = int.TryParse(Text("frame"), NumberStyles.None, CultureInfo.InvariantCulture, out int frame) ? frame : null,
            Attempt = long.TryParse(Text("attempt"), NumberStyles.None, CultureInfo.InvariantCulture, out long attempt) ? attempt : null,
            Device = Text("device"),
            Node = Text("node") ?? NodeOf(Text("device")),
        };
        _recent?.Add(entry);
        _output.WriteLine(_isForPeople ? PlainLine(entry) : JsonLine(entry, category, problem));

        string? Text(string key) => about.TryGetValue(key, out var value) && Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;
    }

    private static void Collect(object? scope, Dictionary<string, object?> about)
    {
        if (scope is not IEnumerable<KeyValuePair<string, object?>> values) return;
        foreach (var (key, value) in values) about[key.ToLowerInvariant()] = value;
    }

    /// <summary>A device's name begins with that of its node.</summary>
    private static string? NodeOf(string? device) => device?.Split('/', 2) is [var node, _] ? node : null;

    private static string PlainLine(LogEntry entry)
    {
        string about = LogWords.About(entry);
        return string.Create(CultureInfo.InvariantCulture, $"{entry.At:HH:mm:ss} {entry.Level}{(about.Length == 0 ? "" : $" [{about}]")} {entry.Message}");
    }

    private static string JsonLine(LogEntry entry, string category, Exception? problem)
    {
        using MemoryStream line = new();
        using (Utf8JsonWriter json = new(line, Compact))
        {
            json.WriteStartObject();
            json.WriteString("at", entry.At);
            json.WriteString("level", entry.Level);
            json.WriteString("category", category);
            json.WriteString("message", entry.Message);
            if (entry.JobId is not null) json.WriteString("job", entry.JobId);
            if (entry.Frame is { } frame) json.WriteNumber("frame", frame);
            if (entry.Attempt is { } attempt) json.WriteNumber("attempt", attempt);
            if (entry.Device is not null) json.WriteString("device", entry.Device);
            if (entry.Node is not null) json.WriteString("node", entry.Node);
            if (problem is not null) json.WriteString("exception", problem.ToString());
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length);
    }

    private static string WordFor(LogLevel level) => level switch
    {
        LogLevel.Warning => "warning",
        LogLevel.Error or LogLevel.Critical => "error",
        _ => "info",
    };

    private sealed class Category(FarmLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and not LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) log.Write(name, logLevel, formatter(state, exception), state, exception);
        }
    }
}
