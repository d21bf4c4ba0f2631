using System.Globalization;
using System.Text.Json;
using MandelActors.Fractals;
using MandelActors.Kernels;

namespace MandelActors.Console.Stills;

/// <summary>What a still of a zoom turned out to be.</summary>
internal sealed class ZoomStillReport : StillReport
{
    public required View View { get; init; }

    /// <summary>How often every pixel was computed.</summary>
    public int SamplesPerPixel { get; set; } = 1;

    public EscapeStatistics Statistics { get; set; }

    public override int Width => View.Width;

    public override int Height => View.Height;

    protected override string Work => string.Create(CultureInfo.InvariantCulture, $"limit {Statistics.Limit}, {Statistics.Iterations / 1e6:f1} M iterations{Method}");

    private string Method => Statistics.Deep is { } deep
        ? string.Create(
            CultureInfo.InvariantCulture,
            $" by perturbation of {deep.ReferenceLength} steps{(deep.Period > 0 ? $" of period {deep.Period}" : "")} (reference {deep.ReferenceSeconds:f3} s, table {deep.TableSeconds:f3} s, pixels {deep.PixelSeconds:f3} s)")
        : "";

    /// <summary>Samples of all pixels together.</summary>
    private long Samples => (long)Width * Height * SamplesPerPixel;

    protected override void WriteSubject(Utf8JsonWriter json)
    {
        json.WriteString("re", View.CentreRe.ToString());
        json.WriteString("im", View.CentreIm.ToString());
        json.WriteString("radius", View.Radius.ToString());
        json.WriteNumber("limit", Statistics.Limit);
        json.WriteNumber("iterations", Statistics.Iterations);
        json.WriteNumber("undecided", Statistics.Undecided);
    }

    protected override void WriteMethod(Utf8JsonWriter json)
    {
        json.WriteString("method", Statistics.Deep is null ? "plain" : "perturbation");
        if (Statistics.Deep is { } deep) WriteDeep(json, deep);
    }

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
}
