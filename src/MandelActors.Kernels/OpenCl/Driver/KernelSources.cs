using System.Text;

namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>The kernels' sources in OpenCL C, which travel inside the program.</summary>
internal static class KernelSources
{
    /// <summary>What every program is built with: nothing that would let a compiler change how numbers round.</summary>
    public const string Options = "-cl-std=CL1.2";

    private const string Common = "common";

    /// <summary>Programs that stand alone, for devices without doubles: what the others share begins by asking for them.</summary>
    private static readonly string[] Alone = ["single", "peak"];

    /// <summary>A program: what all share, then its sources.</summary>
    /// <param name="name">Their names, joined by +.</param>
    public static string Text(string name) => Alone.Contains(name) ? Read(name) : string.Concat(name.Split('+').Prepend(Common).Select(Read));

    private static string Read(string name)
    {
        var file = $"MandelActors.Kernels.OpenCl.Sources.{name}.cl";
        using var stream = typeof(KernelSources).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"{file} is not in the assembly");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
