using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Settings;

/// <summary>Reads the merged settings into records; every key must be there, so the reference is the only place of defaults.</summary>
internal static class SettingsReader
{
    private static readonly string[] Lanes = ["auto", "512", "256", "128", "scalar"];

    /// <exception cref="BadInputException">A key is missing, unknown, of the wrong type or out of range.</exception>
    public static NodeSettings Read(DocumentNode.Table document)
    {
        var root = new DocumentSection(document, "", "kernel", "devices", "farm", "store", "film");
        return new NodeSettings(
            Kernel(root.Section("kernel", "lanes", "threads", "shortcuts")),
            root.Text("devices", SceneParser.IsDeviceList, "device ids separated by commas, or \"*\""),
            Farm(root.Section("farm", "pipelineDepth", "pipelineMiB", "maxAttempts", "snapshotEvery", "healIntervalSeconds", "askTimeoutSeconds", "framesPerDevice", "stuckMinutes")),
            Store(root.Section("store", "reserveMiB", "referencesMiB")),
            new FilmSettings(root.Section("film", "ffmpegPath").Text("ffmpegPath", _ => true, "a program's path, or nothing to search PATH")));
    }

    private static KernelSettings Kernel(DocumentSection section) => new(
        section.Word("lanes", Lanes),
        section.Whole("threads", 0, 1024),
        section.Flag("shortcuts"));

    private static StoreSettings Store(DocumentSection section) => new(
        section.Whole("reserveMiB", 0, 1 << 20),
        section.Whole("referencesMiB", 0, 1 << 20));

    private static FarmSettings Farm(DocumentSection section) => new(
        section.Whole("pipelineDepth", 1, 64),
        section.Whole("pipelineMiB", 1, 1 << 20),
        section.Whole("maxAttempts", 1, 100),
        section.Whole("snapshotEvery", 10, 1_000_000),
        section.Whole("healIntervalSeconds", 1, 86_400),
        section.Whole("askTimeoutSeconds", 1, 3_600),
        section.Whole("framesPerDevice", 1, 1_000),
        section.Whole("stuckMinutes", 1, 100_000));
}
