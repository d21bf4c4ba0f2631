using System.Diagnostics.Metrics;
using MandelActors.Farm.Seeds.Observing;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Seeds.Observing;

public sealed class PrometheusTextTests : IDisposable
{
    private readonly object _scope = new();
    private readonly Meter _meter;
    private readonly PrometheusText _text;

    public PrometheusTextTests()
    {
        _meter = new Meter(new MeterOptions(FarmMeter.Name) { Scope = _scope });
        _text = new PrometheusText(_scope);
    }

    public void Dispose()
    {
        _text.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void A_histogram_counts_in_each_bucket_what_is_not_above_its_end()
    {
        var histogram = _meter.CreateHistogram("test_seconds", "s", "of this test", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] });
        foreach (double value in (double[])[0.25, 0.5, 0.75, 1, 3]) histogram.Record(value);

        PrometheusReader read = new(_text.Write());

        read.Types["test_seconds"].ShouldBe("histogram");
        read["test_seconds_bucket{le=\"0.5\"}"].ShouldBe(2);
        read["test_seconds_bucket{le=\"1\"}"].ShouldBe(4);
        read["test_seconds_bucket{le=\"+Inf\"}"].ShouldBe(5);
        read["test_seconds_sum"].ShouldBe(5.5);
        read["test_seconds_count"].ShouldBe(5);
    }

    [Fact]
    public void A_histogram_is_there_before_anything_was_measured()
    {
        _meter.CreateHistogram("test_seconds", "s", "of this test", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5] });

        new PrometheusReader(_text.Write())["test_seconds_count"].ShouldBe(0);
    }

    [Fact]
    public void Counters_add_up_and_what_is_read_is_read_anew()
    {
        int looks = 0;
        var counter = _meter.CreateCounter<double>("test_added_total", null, "what was added");
        _meter.CreateObservableCounter("test_read_total", () => (double)++looks, null, "what was read");
        _meter.CreateObservableGauge("test_gauge", () => 7.5, null, "what is");
        counter.Add(2);
        _text.Write();
        counter.Add(3);

        PrometheusReader read = new(_text.Write());

        (read["test_added_total"], read["test_read_total"], read["test_gauge"]).ShouldBe((5, 2, 7.5));
        (read.Types["test_added_total"], read.Types["test_read_total"], read.Types["test_gauge"]).ShouldBe(("counter", "counter", "gauge"));
    }

    [Fact]
    public void Labels_that_are_gone_are_not_written_any_more()
    {
        List<string> devices = ["one", "two"];
        _meter.CreateObservableGauge("test_devices", () => devices.Select(device => new Measurement<double>(1, new KeyValuePair<string, object?>("device", device))), null, "devices");
        _text.Write();
        devices.Remove("one");

        new PrometheusReader(_text.Write()).Values.Keys.Where(key => key.StartsWith("test_devices", StringComparison.Ordinal)).ShouldBe(["test_devices{device=\"two\"}"]);
    }

    [Fact]
    public void Labels_are_escaped()
    {
        _meter.CreateObservableGauge("test_label", () => new Measurement<double>(1, new KeyValuePair<string, object?>("what", "a \"b\" \\ c\nd")), null, "odd");

        _text.Write().ShouldContain("test_label{what=\"a \\\"b\\\" \\\\ c\\nd\"} 1\n");
    }

    [Fact]
    public void What_another_seed_of_this_process_measures_is_left_out()
    {
        using Meter other = new(new MeterOptions(FarmMeter.Name) { Scope = new object() });
        other.CreateObservableGauge("test_other", () => 1.0, null, "of another seed");

        _text.Write().ShouldNotContain("test_other");
    }
}
