using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace MandelActors.Farm.Seeds.Observing;

/// <summary>Collects the farm's measurements and writes them in Prometheus' text format. Thread-safe.</summary>
internal sealed class PrometheusText : IDisposable
{
    /// <summary>Upper ends of a histogram's buckets, in seconds: from a fast disk's flush to a database out of reach.</summary>
    private static readonly double[] Buckets = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

    private readonly Lock _lock = new();
    private readonly MeterListener _listener = new();
    private readonly SortedDictionary<string, Series> _series = new(StringComparer.Ordinal);

    public PrometheusText()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == FarmMeter.Name) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>All measurements as they are now.</summary>
    public string Write()
    {
        lock (_lock)
        {
            foreach (var series in _series.Values) series.Values.Clear();
            _listener.RecordObservableInstruments();
            StringBuilder text = new();
            foreach (var (name, series) in _series) Write(text, name, series);
            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_lock)
        {
            if (!_series.TryGetValue(instrument.Name, out var series)) _series[instrument.Name] = series = new Series(instrument.Description ?? "", instrument is Histogram<double>);
            if (!series.IsHistogram)
            {
                series.Values.Add((Labels(tags), value));
                return;
            }

            int bucket = Array.FindIndex(Buckets, end => value <= end);
            series.Counts[bucket < 0 ? Buckets.Length : bucket]++;
            series.Sum += value;
        }
    }

    private static void Write(StringBuilder text, string name, Series series)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {series.Description}\n# TYPE {name} {(series.IsHistogram ? "histogram" : "gauge")}\n");
        foreach (var (labels, value) in series.Values) text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value}\n");
        if (!series.IsHistogram) return;
        long count = 0;
        for (int i = 0; i < Buckets.Length; i++) text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{le=\"{Buckets[i]}\"}} {count += series.Counts[i]}\n");
        count += series.Counts[^1];
        text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{le=\"+Inf\"}} {count}\n{name}_sum {series.Sum}\n{name}_count {count}\n");
    }

    // Values are ids of jobs and nodes, which need no escaping.
    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty) return "";
        StringBuilder labels = new("{");
        foreach (var (key, value) in tags) labels.Append(labels.Length > 1 ? "," : "").Append(CultureInfo.InvariantCulture, $"{key}=\"{value}\"");
        return labels.Append('}').ToString();
    }

    private sealed class Series(string description, bool isHistogram)
    {
        public string Description { get; } = description;

        public bool IsHistogram { get; } = isHistogram;

        public List<(string Labels, double Value)> Values { get; } = [];

        public long[] Counts { get; } = new long[Buckets.Length + 1];

        public double Sum { get; set; }
    }
}
