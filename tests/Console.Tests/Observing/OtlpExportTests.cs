using MandelActors.Console.Observing;
using MandelActors.Farm.Settings;
using MandelActors.Testing;

namespace MandelActors.Console.Tests.Observing;

/// <summary>Measurements reach a collector that takes OTLP over HTTP, from seeds and from nodes, and leave nobody who does not want them.</summary>
public sealed class OtlpExportTests
{
    [Fact]
    public async Task A_seed_sends_its_measurements_where_the_environment_says()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        using TemporaryFolder folder = new();
        await using var seed = MandelProcess.Start(
            ["seed", "--listen", "127.0.0.1:0", "--store", folder.Combine("store"), "--json"],
            new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "100",
                ["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment=proving-ground",
            });

        await SentAsync(collector, seed, "mandel_frames_pending", "mandel_frames_completed_total", "mandel_leading", "mandel-seed", "proving-ground");

        collector.Requests.ShouldAllBe(request => request.Path == "/v1/metrics" && request.Type == "application/x-protobuf");
    }

    [Fact]
    public async Task A_node_sends_its_measurements_where_the_settings_say()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        using TemporaryFolder folder = new();
        await using var node = MandelProcess.Start(
            [
                "gpu", "--seed", "http://127.0.0.1:9", "--name", "rack1", "--devices", "cpu", "--spool", folder.Combine("spool"), "--json",
                "--config", $"telemetry.otlpEndpoint={collector.Url}",
            ],
            new Dictionary<string, string> { ["OTEL_METRIC_EXPORT_INTERVAL"] = "100" });

        await SentAsync(
            collector, node, "mandel_node_linked", "mandel_node_device_busy_seconds_total", "mandel_node_frames_computed_total", "mandel_node_spool_bytes", "rack1/cpu", "mandel-gpu");
    }

    [Theory]
    [InlineData("http://127.0.0.1:4318", null, null, true)]
    [InlineData("", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318", true)]
    [InlineData("", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://127.0.0.1:4318", true)]
    [InlineData("", "OTEL_EXPORTER_OTLP_ENDPOINT", "", false)]
    [InlineData("", null, null, false)]
    [InlineData("http://127.0.0.1:4318", "OTEL_SDK_DISABLED", "true", false)]
    [InlineData("http://127.0.0.1:4318", "OTEL_METRICS_EXPORTER", "none", false)]
    public void Nothing_is_sent_unless_somebody_says_where_to(string setting, string? variable, string? value, bool isWanted) =>
        OtlpExport.IsWanted(new TelemetrySettings(setting), name => name == variable ? value : null).ShouldBe(isWanted);

    [Fact]
    public async Task An_address_that_is_none_is_refused_with_its_key()
    {
        var result = await MandelProcess.RunAsync(["seed", "--listen", "127.0.0.1:0", "--config", "telemetry.otlpEndpoint=collector"]);

        result.ExitCode.ShouldBe(2);
        result.Errors.ShouldContain("telemetry.otlpEndpoint");
    }

    private static Task SentAsync(OtlpReceiver collector, MandelProcess sender, params string[] names)
    {
        string Sent() => string.Concat(collector.Requests.Select(request => request.Body));
        return Eventually.TrueAsync(
            () => names.All(name => Sent().Contains(name, StringComparison.Ordinal)),
            () => $"missing: {string.Join(", ", names.Where(name => !Sent().Contains(name, StringComparison.Ordinal)))}\n{sender.Output}\n{sender.Errors}");
    }
}
