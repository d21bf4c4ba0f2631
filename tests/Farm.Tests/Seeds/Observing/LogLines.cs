using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace MandelActors.Farm.Tests.Seeds.Observing;

/// <summary>Keeps the lines of a log, and gives them to whoever asks while more are written.</summary>
internal sealed class LogLines : TextWriter
{
    private readonly ConcurrentQueue<string> _lines = new();

    public override Encoding Encoding => Encoding.UTF8;

    public IReadOnlyList<string> All => [.. _lines];

    /// <summary>The lines as objects; every line has to be one.</summary>
    public IReadOnlyList<JsonElement> Entries => [.. _lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line))];

    public override void WriteLine(string? value) => _lines.Enqueue(value ?? "");
}
