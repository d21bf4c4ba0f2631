using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Settings;

/// <summary>Reads the merged settings into records; every key must be there, so the reference is the only place of defaults.</summary>
internal static class SettingsReader
{
    private static readonly string[] Lanes = ["auto", "512", "256", "128", "scalar"];
    private static readonly string[] Numbers = ["auto", "double", "float"];

    /// <exception cref="BadInputException">A key is missing, unknown, of the wrong type or out of range.</exception>
    public static NodeSettings Read(DocumentNode.Table document)
    {
        var root = new DocumentSection(document, "", "kernel", "devices", "farm", "store", "film", "link", "transport", "seed", "telemetry");
        return new NodeSettings(
            Kernel(root.Section("kernel", "lanes", "threads", "shortcuts", "numbers")),
            root.Text("devices", SceneParser.IsDeviceList, "device ids separated by commas, or \"*\""),
            Farm(root.Section("farm", "pipelineDepth", "pipelineMiB", "maxAttempts", "snapshotEvery", "healIntervalSeconds", "askTimeoutSeconds", "framesPerDevice", "stuckMinutes", "crossCheckEvery")),
            Store(root.Section("store", "reserveMiB", "referencesMiB")),
            new FilmSettings(root.Section("film", "ffmpegPath").Text("ffmpegPath", _ => true, "a program's path, or nothing to search PATH")),
            Link(root.Section(
                "link", "heartbeatSeconds", "silenceSeconds", "reconnectFirstMilliseconds", "reconnectLongestSeconds", "messageKiB", "queueKiB",
                "messagesPerSecond", "actors")),
            Transport(root.Section("transport", "spoolMiB", "spoolHours", "partMiB", "slowestKiBPerSecond", "graceSeconds")),
            Seed(root.Section("seed", "maxConnections", "requestsPerSecond", "minBytesPerSecond", "headerTimeoutSeconds", "keepAliveSeconds", "logEntries", "auditMiB", "stackMiB", "takeoverSeconds")),
            new TelemetrySettings(root.Section("telemetry", "otlpEndpoint").Text("otlpEndpoint", TelemetrySettings.IsEndpoint, "an address such as http://host:4318, or nothing")));
    }

    private static KernelSettings Kernel(DocumentSection section) => new(
        section.Word("lanes", Lanes),
        section.Whole("threads", 0, 1024),
        section.Flag("shortcuts"),
        section.Word("numbers", Numbers));

    private static StoreSettings Store(DocumentSection section) => new(
        section.Whole("reserveMiB", 0, 1 << 20),
        section.Whole("referencesMiB", 0, 1 << 20));

    private static SeedSettings Seed(DocumentSection section) => new(
        section.Whole("maxConnections", 10, 1_000_000),
        section.Whole("requestsPerSecond", 1, 1_000_000),
        section.Whole("minBytesPerSecond", 1, 1_000_000),
        section.Whole("headerTimeoutSeconds", 1, 600),
        section.Whole("keepAliveSeconds", 1, 3_600),
        section.Whole("logEntries", 100, 1_000_000),
        section.Whole("auditMiB", 1, 1 << 20),
        section.Whole("stackMiB", 1, 1 << 20),
        section.Whole("takeoverSeconds", 2, 300));

    private static FarmSettings Farm(DocumentSection section) => new(
        section.Whole("pipelineDepth", 1, 64),
        section.Whole("pipelineMiB", 1, 1 << 20),
        section.Whole("maxAttempts", 1, 100),
        section.Whole("snapshotEvery", 10, 1_000_000),
        section.Whole("healIntervalSeconds", 1, 86_400),
        section.Whole("askTimeoutSeconds", 1, 3_600),
        section.Whole("framesPerDevice", 1, 1_000),
        section.Whole("stuckMinutes", 1, 100_000),
        section.Whole("crossCheckEvery", 0, 1_000_000));

    private static LinkSettings Link(DocumentSection section) => new(
        section.Whole("heartbeatSeconds", 1, 60),
        section.Whole("silenceSeconds", 2, 600),
        section.Whole("reconnectFirstMilliseconds", 10, 60_000),
        section.Whole("reconnectLongestSeconds", 1, 600),
        section.Whole("messageKiB", 64, 1 << 16),
        section.Whole("queueKiB", 64, 1 << 20),
        section.Whole("messagesPerSecond", 10, 1_000_000),
        section.Whole("actors", 64, 1_000_000));

    private static TransportSettings Transport(DocumentSection section) => new(
        section.Whole("spoolMiB", 1, 1 << 24),
        section.Whole("spoolHours", 1, 8_760),
        section.Whole("partMiB", 1, 2_000),
        section.Whole("slowestKiBPerSecond", 1, 1 << 20),
        section.Whole("graceSeconds", 1, 600));
}
