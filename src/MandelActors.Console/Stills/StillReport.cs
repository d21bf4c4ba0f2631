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

    /// <summary>How often every pixel was computed.</summary>
    public int SamplesPerPixel { get; set; } = 1;

    public EscapeStatistics Statistics { get; set; }

    public DeviceInfo? Device { get; set; }

    /// <summary>What was accepted and may not be what was meant.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Samples of all pixels together.</summary>
    private long Samples => (long)View!.Width * View.Height * SamplesPerPixel;

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
        foreach (var (phase, seconds) in _phases) json.WriteNumber(phase, Rounded(seconds));
        json.WriteEndObject();
        json.WriteString("method", Statistics.Deep is null ? "plain" : "perturbation");
        if (Statistics.Deep is { } deep) WriteDeep(json, deep);
        json.WriteStartArray("warnings");
        foreach (var note in Notes) json.WriteStringValue(note);
        json.WriteEndArray();
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{File}: {View!.Width}×{View.Height}, limit {Statistics.Limit}, {Work()} on {Device!.Id} ({Device.Driver}), {string.Join(", ", _phases.Select(phase => string.Create(CultureInfo.InvariantCulture, $"{phase.Phase} {phase.Seconds:f3} s")))}");

    private string Work() => Statistics.Deep is { } deep
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{Statistics.Iterations / 1e6:f1} M iterations by perturbation of {deep.ReferenceLength} steps{(deep.Period > 0 ? $" of period {deep.Period}" : "")} (reference {deep.ReferenceSeconds:f3} s, table {deep.TableSeconds:f3} s, pixels {deep.PixelSeconds:f3} s)")
        : string.Create(CultureInfo.InvariantCulture, $"{Statistics.Iterations / 1e6:f1} M iterations");

    private void WriteDeep(Utf8JsonWriter json, DeepStatistics deep)
    {
        json.WriteStartObject("phases");
        json.WriteNumber("referenceSeconds", Rounded(deep.ReferenceSeconds));
        json.WriteNumber("tableSeconds", Rounded(deep.TableSeconds));
        json.WriteNumber("pixelsSeconds", Rounded(deep.PixelSeconds));
        json.WriteEndObject();
        json.WriteStartObject("reference");
        json.WriteNumber("length", deep.ReferenceLength);
        json.WriteNumber("period", deep.Period);
        json.WriteNumber("precisionBits", deep.PrecisionBits);
        json.WriteBoolean("fromCache", deep.FromCache);
        json.WriteEndObject();
        json.WriteNumber("laneUse", Math.Round(deep.LaneUse, 4));
        json.WriteStartObject("perPixel");
        json.WriteNumber("jumps", Each(deep.Jumps));
        json.WriteNumber("steps", Each(deep.Steps));
        json.WriteNumber("plainSteps", Each(deep.PlainSteps));
        json.WriteEndObject();
    }

    private double Each(long count) => Math.Round((double)count / Samples, 3);

    private static double Rounded(double seconds) => Math.Round(seconds, 6);
}
