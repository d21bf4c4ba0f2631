using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace MandelActors.Farm.Seeds.Observing;

/// <summary>Collects measurements and writes them in Prometheus' text format, version 0.0.4. Thread-safe.</summary>
/// <remarks>Instruments have the names that Prometheus wants, so nothing is renamed: whoever receives them by another way finds them under the same names.</remarks>
internal sealed class PrometheusText : IDisposable
{
    private readonly Lock _lock = new();
    private readonly MeterListener _listener = new();
    private readonly SortedDictionary<string, PrometheusSeries> _series = new(StringComparer.Ordinal);

    /// <param name="scope">Of meters that have a scope, only those of this one are collected; those without one are the process's.</param>
    public PrometheusText(object scope)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != FarmMeter.Name || (instrument.Meter.Scope is { } other && other != scope)) return;
            lock (_lock) _series.TryAdd(instrument.Name, new PrometheusSeries(instrument));
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>All measurements as they are now.</summary>
    public string Write()
    {
        lock (_lock)
        {
            foreach (var series in _series.Values) series.Begin();
            _listener.RecordObservableInstruments();
            StringBuilder text = new();
            foreach (var series in _series.Values) series.WriteTo(text);
            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_lock) _series[instrument.Name].Take(Labels(tags), value);
    }

    /// <returns>Pairs separated by commas, without braces.</returns>
    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty) return "";
        StringBuilder labels = new();
        foreach (var (key, value) in tags)
            labels.Append(labels.Length > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"{key}=\"{Escape(Convert.ToString(value, CultureInfo.InvariantCulture))}\"");
        return labels.ToString();
    }

    private static string Escape(string? text) =>
        (text ?? "").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
