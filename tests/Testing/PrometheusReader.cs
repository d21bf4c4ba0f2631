using System.Globalization;
using System.Text.RegularExpressions;

namespace MandelActors.Testing;

/// <summary>Measurements in Prometheus' text format, read strictly: what is not a line of that format is an error.</summary>
public sealed partial class PrometheusReader
{
    private readonly Dictionary<string, double> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);

    /// <exception cref="FormatException">A line is none of the format, a series stands there twice, or belongs to no measurement that was announced.</exception>
    public PrometheusReader(string text)
    {
        if (!text.EndsWith('\n')) throw new FormatException("the last line does not end");
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries)) Read(line);
    }

    /// <summary>Type of each measurement: <c>gauge</c>, <c>counter</c> or <c>histogram</c>.</summary>
    public IReadOnlyDictionary<string, string> Types => _types;

    /// <summary>All series, <c>name{label="value"}</c>.</summary>
    public IReadOnlyDictionary<string, double> Values => _values;

    /// <summary>One series.</summary>
    /// <param name="series">Name and labels as they are written.</param>
    /// <exception cref="KeyNotFoundException">It is not there.</exception>
    public double this[string series] => _values.TryGetValue(series, out double value) ? value : throw new KeyNotFoundException($"{series} is not measured");

    /// <summary>Sum over all series of a measurement.</summary>
    public double Sum(string name) => _values.Where(entry => entry.Key == name || entry.Key.StartsWith(name + "{", StringComparison.Ordinal)).Sum(entry => entry.Value);

    private void Read(string line)
    {
        if (TypeLine().Match(line) is { Success: true } type)
        {
            if (!_types.TryAdd(type.Groups[1].Value, type.Groups[2].Value)) throw new FormatException($"announced twice: {line}");
        }
        else if (!HelpLine().IsMatch(line))
        {
            if (Sample().Match(line) is not { Success: true } sample) throw new FormatException($"no line of the format: {line}");
            string name = sample.Groups[1].Value;
            if (!_types.ContainsKey(name) && !_types.ContainsKey(HistogramPart().Replace(name, ""))) throw new FormatException($"not announced: {line}");
            if (!_values.TryAdd(name + sample.Groups[2].Value, double.Parse(sample.Groups[3].Value, CultureInfo.InvariantCulture))) throw new FormatException($"there twice: {line}");
        }
    }

    [GeneratedRegex(@"^# TYPE ([a-z_]+) (gauge|counter|histogram)$")]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"^# HELP [a-z_]+ \S.*$")]
    private static partial Regex HelpLine();

    [GeneratedRegex(@"^([a-z_]+)((?:\{[a-z_]+=""(?:[^""\\\n]|\\[\\""n])*""(?:,[a-z_]+=""(?:[^""\\\n]|\\[\\""n])*"")*\})?) (-?[0-9.]+(?:E[+-]?[0-9]+)?)$")]
    private static partial Regex Sample();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex HistogramPart();
}
