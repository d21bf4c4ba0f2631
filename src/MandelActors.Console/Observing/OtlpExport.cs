using MandelActors.Farm.Seeds;
using MandelActors.Farm.Settings;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace MandelActors.Console.Observing;

/// <summary>Sends what this process measures to a collector by OTLP, for as long as it is not disposed of; a collector that is away keeps nobody from working.</summary>
/// <remarks>Where nobody asks for it nothing is loaded or started. What OpenTelemetry's variables say beyond the address (protocol, headers, interval, names) holds in any case.</remarks>
internal sealed class OtlpExport : IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string MetricsEndpoint = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    /// <summary>How long the last measurements may take to leave, in milliseconds: Ctrl-C is to end the program at once.</summary>
    private const int LastWordsMs = 500;

    private readonly MeterProvider _provider;

    private OtlpExport(MeterProvider provider) => _provider = provider;

    /// <summary>Starts to send.</summary>
    /// <param name="service">What this process is, unless the environment names it otherwise.</param>
    /// <param name="instance">Tells it from others of its kind.</param>
    /// <returns>Null where neither settings nor environment say where to.</returns>
    public static OtlpExport? Start(TelemetrySettings settings, string service, string instance) =>
        IsWanted(settings, Environment.GetEnvironmentVariable) ? new OtlpExport(Build(settings.OtlpEndpoint, service, instance)) : null;

    public void Dispose()
    {
        _provider.Shutdown(LastWordsMs);
        _provider.Dispose();
    }

    /// <summary>Whether anybody says where to, and nobody that nothing is to be sent.</summary>
    /// <param name="variable">The environment: value by name.</param>
    internal static bool IsWanted(TelemetrySettings settings, Func<string, string?> variable)
    {
        if (string.Equals(variable("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase) || variable("OTEL_METRICS_EXPORTER") == "none") return false;
        return settings.OtlpEndpoint.Length > 0 || !string.IsNullOrEmpty(variable(Endpoint)) || !string.IsNullOrEmpty(variable(MetricsEndpoint));
    }

    private static MeterProvider Build(string endpoint, string service, string instance) => Sdk.CreateMeterProviderBuilder()
        .AddMeter(SeedHost.MeterName)
        .ConfigureResource(resource => resource.Clear().AddService(service, serviceInstanceId: instance).AddTelemetrySdk().AddEnvironmentVariableDetector())
        .AddOtlpExporter(options =>
        {
            if (endpoint.Length > 0) Direct(options, endpoint);
        })
        .Build();

    private static void Direct(OtlpExporterOptions options, string endpoint)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Protocol))) options.Protocol = OtlpExportProtocol.HttpProtobuf;
        // An address that is set in code is used as it is; those of the environment get the path by themselves.
        options.Endpoint = new Uri(options.Protocol == OtlpExportProtocol.HttpProtobuf ? $"{endpoint.TrimEnd('/')}/v1/metrics" : endpoint);
    }
}
