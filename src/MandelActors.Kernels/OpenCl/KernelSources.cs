using System.Text;

namespace MandelActors.Kernels.OpenCl;

/// <summary>The kernels' sources in OpenCL C, which travel inside the program.</summary>
internal static class KernelSources
{
    /// <summary>What every program is built with: nothing that would let a compiler change how numbers round.</summary>
    public const string Options = "-cl-std=CL1.2";

    private const string Common = "common";

    /// <summary>A source with what all share before it.</summary>
    public static string Text(string name) => Read(Common) + Read(name);

    private static string Read(string name)
    {
        var file = $"{typeof(KernelSources).Namespace}.Sources.{name}.cl";
        using var stream = typeof(KernelSources).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"{file} is not in the assembly");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
