using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MandelActors.Fractals;
using MandelActors.Kernels;

namespace MandelActors.Console.Stills;

/// <summary>What a still turned out to be and what it took.</summary>
internal sealed class StillReport
{
    private readonly List<(string Phase, double Seconds)> _phases = [];

    public required string File { get; init; }

    public View? View { get; set; }

    public EscapeStatistics Statistics { get; set; }

    public DeviceInfo? Device { get; set; }

    /// <summary>Notes the time since <paramref name="started"/> and starts again.</summary>
    public void Took(string phase, ref long started)
    {
        _phases.Add((phase, Stopwatch.GetElapsedTime(started).TotalSeconds));
        started = Stopwatch.GetTimestamp();
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteString("file", File);
        json.WriteNumber("width", View!.Width);
        json.WriteNumber("height", View.Height);
        json.WriteString("re", View.CentreRe.ToString());
        json.WriteString("im", View.CentreIm.ToString());
        json.WriteString("radius", View.Radius.ToString());
        json.WriteNumber("limit", Statistics.Limit);
        json.WriteNumber("iterations", Statistics.Iterations);
        json.WriteNumber("undecided", Statistics.Undecided);
        json.WriteString("device", Device!.Id);
        json.WriteString("deviceKind", Device.Kind);
        json.WriteStartObject("seconds");
        foreach (var (phase, seconds) in _phases) json.WriteNumber(phase, Math.Round(seconds, 6));
        json.WriteEndObject();
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{File}: {View!.Width}×{View.Height}, limit {Statistics.Limit}, {Statistics.Iterations / 1e6:f1} M iterations on {Device!.Id} ({Device.Driver}), {string.Join(", ", _phases.Select(phase => string.Create(CultureInfo.InvariantCulture, $"{phase.Phase} {phase.Seconds:f3} s")))}");
}
