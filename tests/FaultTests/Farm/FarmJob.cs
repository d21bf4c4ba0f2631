using System.Text.Json;

using MandelActors.FaultTests.Harness;

namespace MandelActors.FaultTests.Farm;

/// <summary>Where a farm says a job stands, read without the program's own code.</summary>
internal sealed record FarmJob(JsonElement View)
{
    public string Id => Text("jobId");

    public string State => Text("state");

    public int Done => Number("done");

    public int Leased => Number("leased");

    public int Quarantined => Number("quarantined");

    /// <summary>Results that came too late and were turned away, since the job was opened last.</summary>
    public int Late => Number("lateAttempts");

    public int Disputes => Number("disputes");

    public bool IsOver => State is "completed" or "failed" or "cancelled";

    public string Reason => Text("reason");

    public IReadOnlyList<string> Warnings =>
        View.TryGetProperty("warnings", out JsonElement warnings) ? [.. warnings.EnumerateArray().Select(warning => warning.GetString()!)] : [];

    /// <summary>Devices that finished frames of the job.</summary>
    public IReadOnlyDictionary<string, int> Devices => View.TryGetProperty("devices", out JsonElement devices)
        ? devices.EnumerateArray().ToDictionary(device => device.Of("device").GetString()!, device => device.Of("frames").GetInt32())
        : new Dictionary<string, int>();

    public override string ToString() => View.GetRawText();

    private string Text(string name) => View.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";

    private int Number(string name) => View.TryGetProperty(name, out JsonElement value) ? value.GetInt32() : 0;
}
