using System.Globalization;
using System.Text.Json;
using MandelActors.Fractals.Lyapunov;
using MandelActors.Kernels;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Console.Stills;

/// <summary>What a still of Lyapunov exponents turned out to be.</summary>
internal sealed class LyapunovStillReport : StillReport
{
    public required LyapunovScene Scene { get; init; }

    public required int Frame { get; init; }

    public required LyapunovView View { get; init; }

    public LyapunovStatistics Statistics { get; set; }

    public override int Width => View.Width;

    public override int Height => View.Height;

    protected override string Work => string.Create(
        CultureInfo.InvariantCulture, $"{Shown(Scene.Sequence)}{string.Concat(Constants.Select(constant => string.Create(CultureInfo.InvariantCulture, $" {constant.Letter}={constant.Value:0.######}")))}, {Statistics.Iterations / 1e6:f1} M iterations");

    private IEnumerable<(char Letter, double Value)> Constants =>
        View.Constants.Select((value, index) => ((char)('C' + index), value)).Where(constant => Scene.Sequence.Contains(constant.Item1));

    protected override void WriteSubject(Utf8JsonWriter json)
    {
        json.WriteNumber("frame", Frame);
        json.WriteString("sequence", Scene.Sequence);
        WriteAxis(json, "a", View.LeftA, View.RightA);
        WriteAxis(json, "b", View.BottomB, View.TopB);
        json.WriteStartObject("constants");
        foreach (var (letter, value) in Constants) json.WriteNumber(letter.ToString(), value);
        json.WriteEndObject();
        json.WriteNumber("iterations", Statistics.Iterations);
    }

    private static void WriteAxis(Utf8JsonWriter json, string name, double from, double to)
    {
        json.WriteStartObject(name);
        json.WriteNumber("from", from);
        json.WriteNumber("to", to);
        json.WriteEndObject();
    }

    private static string Shown(string sequence) => sequence.Length <= 40 ? sequence : sequence[..37] + "…";
}
