using System.CommandLine;

namespace MandelActors.Console.Shell;

/// <summary>Options that mean the same in every verb that has them.</summary>
/// <remarks>Values are taken as text and checked by what reads them, so that every error names key and expectation alike.</remarks>
public static class SharedOptions
{
    public static Option<string[]> Set() => new("--set")
    {
        HelpName = "key=value",
        Description = "change a key of the scene, such as image.width=640 or path.keys.1.radius=1e-9; may be repeated",
        DefaultValueFactory = _ => [],
    };

    public static Option<string[]> Config() => new("--config")
    {
        HelpName = "key=value",
        Description = "change a setting of this machine, such as kernel.lanes=256 (hocon/reference.conf lists them); may be repeated",
        DefaultValueFactory = _ => [],
    };

    public static Option<string?> ConfigFile() => new("--config-file") { HelpName = "FILE", Description = "settings of this machine that differ from hocon/reference.conf" };

    public static Option<string?> Devices() => new("--devices") { HelpName = "LIST", Description = "devices to use: as 'mandel devices' lists them, separated by commas; gpu stands for every GPU, * for any characters" };

    public static Option<bool> Json() => new("--json") { Description = "one JSON object per line on standard output, nothing else" };
}
