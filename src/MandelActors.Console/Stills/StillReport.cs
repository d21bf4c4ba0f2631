using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MandelActors.Kernels;

namespace MandelActors.Console.Stills;

/// <summary>What a still turned out to be and what it took.</summary>
internal abstract class StillReport
{
    private readonly List<(string Phase, double Seconds)> _phases = [];

    public required string File { get; init; }

    public DeviceInfo? Device { get; set; }

    /// <summary>What was accepted and may not be what was meant.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public abstract int Width { get; }

    public abstract int Height { get; }

    /// <summary>What was done, in a few words.</summary>
    protected abstract string Work { get; }

    /// <summary>Notes the time since <paramref name="started"/> and starts again.</summary>
    public void Took(string phase, ref long started)
    {
        _phases.Add((phase, Stopwatch.GetElapsedTime(started).TotalSeconds));
        started = Stopwatch.GetTimestamp();
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteString("file", File);
        json.WriteNumber("width", Width);
        json.WriteNumber("height", Height);
        WriteSubject(json);
        json.WriteString("device", Device!.Id);
        json.WriteString("deviceKind", Device.Kind);
        json.WriteStartObject("seconds");
        foreach (var (phase, seconds) in _phases) json.WriteNumber(phase, Rounded(seconds));
        json.WriteEndObject();
        WriteMethod(json);
        json.WriteStartArray("warnings");
        foreach (var note in Notes) json.WriteStringValue(note);
        json.WriteEndArray();
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{File}: {Width}×{Height}, {Work} on {Device!.Id} ({Device.Driver}), {string.Join(", ", _phases.Select(phase => string.Create(CultureInfo.InvariantCulture, $"{phase.Phase} {phase.Seconds:f3} s")))}");

    /// <summary>What the picture shows, and how much of it was computed.</summary>
    protected abstract void WriteSubject(Utf8JsonWriter json);

    /// <summary>How it was computed, where there is more than one way.</summary>
    protected virtual void WriteMethod(Utf8JsonWriter json)
    {
    }

    protected static double Rounded(double seconds) => Math.Round(seconds, 6);
}
