using System.CommandLine;
using System.Globalization;
using MandelActors.Console.Output;
using MandelActors.Console.Shell;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Settings;
using MandelActors.Kernels;

namespace MandelActors.Console.Verbs;

/// <summary><c>mandel devices</c>: what can compute here.</summary>
public static class DevicesVerb
{
    public static Command Create()
    {
        var config = SharedOptions.Config();
        var configFile = SharedOptions.ConfigFile();
        var json = SharedOptions.Json();
        var verb = new Verb(
            "devices",
            "List what can compute here: the names that --devices and scenes take.",
            ("mandel devices", "one line for each device"),
            ("mandel devices --json", "the same for a program"))
        {
            config, configFile, json,
        };
        verb.SetAction(parsed =>
        {
            var settings = SettingsLoader.Load(parsed.GetValue(configFile), parsed.GetRequiredValue(config));
            foreach (var device in new NodeDevices(settings).Listed)
            {
                if (parsed.GetValue(json))
                    WriteJson(device);
                else
                    Report.Fact(device.Id, Described(device));
            }

            return ExitCode.Done;
        });
        return verb;
    }

    private static string Described(DeviceInfo device)
    {
        var numbers = device.HasFloat64 ? "" : ", no double precision";
        var named = device.OnlyIfNamed ? $"; {(device.SameAs is { } twin ? $"the same card as {twin}" : "a processor")}: used only where --devices or a scene names it in full" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{device.Name} ({device.Vendor}), {device.ComputeUnits} compute units, {device.MemoryBytes >> 20} MiB{numbers}, {device.Driver}, kind {device.Kind}{named}");
    }

    private static void WriteJson(DeviceInfo device) => JsonLine.Write(System.Console.Out, json =>
    {
        json.WriteString("id", device.Id);
        json.WriteString("kind", device.Kind);
        json.WriteString("name", device.Name);
        json.WriteString("vendor", device.Vendor);
        json.WriteNumber("computeUnits", device.ComputeUnits);
        json.WriteNumber("memoryBytes", device.MemoryBytes);
        json.WriteBoolean("float64", device.HasFloat64);
        json.WriteBoolean("onlyIfNamed", device.OnlyIfNamed);
        if (device.SameAs is { } twin) json.WriteString("sameAs", twin);
        json.WriteString("driver", device.Driver);
    });
}
