using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace MandelActors.Farm.Seeds.Observing;

/// <summary>What one instrument measured, by labels.</summary>
internal sealed class PrometheusSeries
{
    private readonly Instrument _instrument;
    private readonly IReadOnlyList<double>? _bounds;
    private readonly Dictionary<string, double> _values = [];
    private readonly Dictionary<string, long[]> _buckets = [];

    /// <param name="instrument">A histogram says its buckets' upper ends itself.</param>
    public PrometheusSeries(Instrument instrument)
    {
        _instrument = instrument;
        if (instrument is not Histogram<double> histogram) return;
        _bounds = histogram.Advice?.HistogramBucketBoundaries ?? throw new ArgumentException($"{instrument.Name} does not say what its buckets are", nameof(instrument));
        // There from the first look on, as every other measurement.
        Bucket("");
    }

    /// <summary>What is read anew at each look is forgotten before it.</summary>
    public void Begin()
    {
        if (_instrument.IsObservable) _values.Clear();
    }

    /// <param name="labels">Pairs separated by commas.</param>
    public void Take(string labels, double value)
    {
        if (_bounds is null)
        {
            _values[labels] = _instrument.IsObservable ? value : _values.GetValueOrDefault(labels) + value;
            return;
        }

        int bucket = 0;
        while (bucket < _bounds.Count && value > _bounds[bucket]) bucket++;
        Bucket(labels)[bucket]++;
        _values[labels] = _values.GetValueOrDefault(labels) + value;
    }

    public void WriteTo(StringBuilder text)
    {
        string name = _instrument.Name;
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {_instrument.Description}\n# TYPE {name} {Kind}\n");
        if (_bounds is null) foreach (var (labels, value) in _values) text.Append(CultureInfo.InvariantCulture, $"{name}{Braced(labels)} {value}\n");
        else foreach (var (labels, counts) in _buckets) WriteHistogram(text, name, labels, counts);
    }

    private string Kind => _bounds is not null ? "histogram" : _instrument is ObservableCounter<double> or Counter<double> ? "counter" : "gauge";

    private void WriteHistogram(StringBuilder text, string name, string labels, long[] counts)
    {
        long count = 0;
        string others = labels.Length > 0 ? labels + "," : "";
        for (int i = 0; i < _bounds!.Count; i++) text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{others}le=\"{_bounds[i]}\"}} {count += counts[i]}\n");
        count += counts[^1];
        text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{others}le=\"+Inf\"}} {count}\n");
        text.Append(CultureInfo.InvariantCulture, $"{name}_sum{Braced(labels)} {_values.GetValueOrDefault(labels)}\n{name}_count{Braced(labels)} {count}\n");
    }

    private long[] Bucket(string labels)
    {
        if (!_buckets.TryGetValue(labels, out long[]? counts)) _buckets[labels] = counts = new long[_bounds!.Count + 1];
        return counts;
    }

    private static string Braced(string labels) => labels.Length > 0 ? $"{{{labels}}}" : "";
}
