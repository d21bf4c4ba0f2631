using System.CommandLine;
using MandelActors.Console.Benchmarks;
using MandelActors.Console.Output;
using MandelActors.Console.Shell;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Settings;

namespace MandelActors.Console.Verbs;

/// <summary><c>mandel bench</c>: how fast this machine is.</summary>
public static class BenchVerb
{
    public static Command Create()
    {
        var repetitions = new Option<int>("--repetitions") { HelpName = "N", Description = "runs of each measurement, the fastest counts; default 5", DefaultValueFactory = _ => 5 };
        var devices = new Option<string?>("--devices") { HelpName = "LIST", Description = "measure these devices instead, such as gpu or opencl:0:0: plain iteration against the device's peak, and a frame of 7680×4320 (smaller where that takes too long)" };
        var config = SharedOptions.Config();
        var configFile = SharedOptions.ConfigFile();
        var json = SharedOptions.Json();
        repetitions.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var value) && value is < 1 or > 1000)
                result.AddError("--repetitions expects 1 to 1000");
        });
        var verb = new Verb(
            "bench",
            "Measure how fast this machine computes and encodes. Figures mean something only while nothing else runs.",
            ("mandel bench", "every figure, with a progress bar"),
            ("mandel bench --config kernel.lanes=256", "the same with narrower vectors"),
            ("mandel bench --devices gpu", "every GPU of this machine"),
            ("mandel bench --json", "one JSON object per figure"))
        {
            repetitions, devices, config, configFile, json,
        };
        verb.SetAction((parsed, cancellation) =>
        {
            var settings = SettingsLoader.Load(parsed.GetValue(configFile), parsed.GetRequiredValue(config));
            return parsed.GetValue(devices) is { } list
                ? RunDevicesAsync(settings, list, parsed.GetValue(repetitions), parsed.GetValue(json), cancellation)
                : RunAsync(new NodeDevices(settings), parsed.GetValue(repetitions), parsed.GetValue(json), cancellation);
        });
        return verb;
    }

    private static async Task<int> RunAsync(NodeDevices devices, int repetitions, bool asJson, CancellationToken cancellationToken)
    {
        var machine = devices.Offered[0];
        if (!asJson) Report.Fact("machine", $"{machine.Name}, {machine.ComputeUnits} threads, {machine.Driver}");
        var figures = MachineBenchmark.Run(devices, repetitions, cancellationToken);
        await BenchDisplay.ShowAsync(figures, MachineBenchmark.Count, figure => Print(figure, machine.Name, asJson), cancellationToken).ConfigureAwait(false);
        return ExitCode.Done;
    }

    private static async Task<int> RunDevicesAsync(NodeSettings settings, string list, int repetitions, bool asJson, CancellationToken cancellationToken)
    {
        NodeDevices proving = new(settings with { Kernel = settings.Kernel with { Shortcuts = true } }), plain = new(settings with { Kernel = settings.Kernel with { Shortcuts = false } });
        var chosen = proving.Select(list, "--devices");
        var figures = DeviceBenchFigures.Run(chosen, plain, proving, repetitions, cancellationToken);
        await BenchDisplay.ShowAsync(figures, DeviceBenchFigures.PerDevice * chosen.Count, figure => Print(figure, chosen.First(device => figure.Name.StartsWith(device.Id + ".", StringComparison.Ordinal)).Name, asJson), cancellationToken).ConfigureAwait(false);
        return ExitCode.Done;
    }

    private static void Print(Figure figure, string machine, bool asJson)
    {
        if (!asJson)
        {
            Report.Fact(figure.Name, $"{figure.Shown}   {figure.Detail}");
            return;
        }

        JsonLine.Write(System.Console.Out, json =>
        {
            json.WriteString("name", figure.Name);
            json.WriteNumber("value", figure.Value);
            json.WriteString("unit", figure.Unit);
            json.WriteString("detail", figure.Detail);
            json.WriteString("machine", machine);
        });
    }
}
