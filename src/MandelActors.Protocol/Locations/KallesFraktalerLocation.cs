using System.Globalization;
using System.Text;
using MandelActors.Numerics;
using MandelActors.Protocol.Documents;

namespace MandelActors.Protocol.Locations;

/// <summary>Reads <c>.kfr</c>: lines of <c>Key: value</c>, in any order, of which a place needs three.</summary>
/// <remarks>
/// <i>Source:</i> K. Runmo and C. Heiland-Allen, Kalles Fraktaler 2+ manual and the parameter files it writes. Keys that say how to colour or
/// to compute are passed over: there are more than a hundred, and versions differ in them.
/// </remarks>
internal static class KallesFraktalerLocation
{
    private const string Re = "Re";
    private const string Im = "Im";
    private const string Zoom = "Zoom";
    private const string IterationLimit = "Iterations";

    /// <summary>Keys that are read; each may stand once.</summary>
    private static readonly string[] Used =
    [
        Re, Im, Zoom, IterationLimit, "FractalType", "Power", "UseHybridFormula", "RotateAngle", "StretchAmount", "Rotate", "Ratio", "ExponentialMap", "ImagPointsUp",
    ];

    /// <summary>Keys that stand for another set, with the value that stands for Mandelbrot's.</summary>
    private static readonly (string Key, long Value, string Meaning)[] Formula =
        [("FractalType", 0, "the Mandelbrot set"), ("Power", 2, "z² + c"), ("UseHybridFormula", 0, "no hybrid formula")];

    /// <summary>Keys that turn the picture, with the value that leaves it alone; the last two are those of old versions.</summary>
    private static readonly (string Key, long Neutral, string Meaning)[] Transforms =
        [("RotateAngle", 0, "rotation by"), ("StretchAmount", 0, "stretch by"), ("ExponentialMap", 0, "exponential map"), ("Rotate", 0, "rotation by"), ("Ratio", 360, "ratio")];

    public static Location Parse(ReadOnlySpan<byte> content, string origin)
    {
        var fields = new LocationFields(origin);
        var lines = Lines(content, origin);
        foreach (var (key, expected, meaning) in Formula)
        {
            if (lines.TryGetValue(key, out var line) && fields.Number(key, line.Value, line.Place) != new ExactDecimal(expected, 0))
                throw fields.Refused(key, $"{expected}, {meaning}; {line.Value} is another set, which this version does not render", line.Place);
        }

        return new Location(
            fields.Coordinate(Re, Required(Re, "the real part of the centre").Value, lines[Re].Place),
            fields.Coordinate(Im, Required(Im, "the imaginary part of the centre").Value, lines[Im].Place),
            fields.Radius(Zoom, Required(Zoom, "the zoom").Value, lines[Zoom].Place),
            lines.TryGetValue(IterationLimit, out var limit) ? fields.Iterations(IterationLimit, limit.Value, limit.Place) : null,
            [.. LeftOut(fields, lines)]);

        Line Required(string key, string expectation) => lines.TryGetValue(key, out var line) ? line : throw fields.Missing(key, expectation);
    }

    private static IEnumerable<string> LeftOut(LocationFields fields, Dictionary<string, Line> lines)
    {
        foreach (var (key, neutral, meaning) in Transforms)
            if (lines.TryGetValue(key, out var line) && fields.Number(key, line.Value, line.Place) != new ExactDecimal(neutral, 0))
                yield return $"{meaning} {line.Value}";
        if (!lines.TryGetValue("ImagPointsUp", out var up) || fields.Number("ImagPointsUp", up.Value, up.Place).Sign == 0)
            yield return "imaginary axis pointing down (\"rows\": \"up\" draws it so)";
    }

    private static Dictionary<string, Line> Lines(ReadOnlySpan<byte> content, string origin)
    {
        if (content.StartsWith(Encoding.UTF8.Preamble)) content = content[3..];
        var lines = new Dictionary<string, Line>(StringComparer.OrdinalIgnoreCase);
        var number = 0;
        foreach (var range in content.Split((byte)'\n'))
        {
            number++;
            var line = content[range];
            var colon = line.IndexOf((byte)':');
            if (colon <= 0) continue;
            var key = Encoding.UTF8.GetString(line[..colon]).Trim();
            if (!Used.Contains(key, StringComparer.OrdinalIgnoreCase)) continue;
            var found = new Line(Encoding.UTF8.GetString(line[(colon + 1)..]).Trim(), string.Create(CultureInfo.InvariantCulture, $" in line {number}"));
            if (!lines.TryAdd(key, found)) throw new BadInputException(origin, key, $"expected this key once, found it again{found.Place}");
        }

        return lines;
    }

    private readonly record struct Line(string Value, string Place);
}
