using System.Diagnostics;
using System.Globalization;

using MandelActors.Farm.Leadership;

using Microsoft.Extensions.Logging;

namespace MandelActors.Farm.Tests.Leadership;

/// <summary>The last lines that contenders wrote to their logs, with who and when, for the message of a test that fails.</summary>
internal sealed class ContenderLog
{
    private const int Most = 100;

    private readonly Stopwatch _since = Stopwatch.StartNew();
    private readonly Queue<string> _lines = [];

    /// <summary>The log of one of them.</summary>
    public ILogger<PostgresLeadership> Of(string name) => new Lines(this, name);

    public override string ToString()
    {
        lock (_lines) return string.Join('\n', _lines);
    }

    private void Add(string line)
    {
        lock (_lines)
        {
            _lines.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{_since.Elapsed.TotalSeconds:F3} {line}"));
            if (_lines.Count > Most) _lines.Dequeue();
        }
    }

    private sealed class Lines(ContenderLog log, string name) : ILogger<PostgresLeadership>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Add($"{name} {logLevel}: {formatter(state, exception)}");
    }
}
