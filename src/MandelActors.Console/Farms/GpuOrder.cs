using MandelActors.Farm.Settings;

namespace MandelActors.Console.Farms;

/// <summary>What <c>mandel gpu</c> was asked for.</summary>
/// <param name="Seeds">Where to dial.</param>
/// <param name="Name">The node's name.</param>
/// <param name="Settings">How this machine works.</param>
internal sealed record GpuOrder(IReadOnlyList<Uri> Seeds, string Name, NodeSettings Settings)
{
    /// <summary>What lets the node in; null where the seed asks for nothing.</summary>
    public string? Token { get; init; }

    /// <summary>Devices to offer; null for all that the settings offer.</summary>
    public string? Devices { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Where finished frames are kept until the seed has them; null for a place in the user's caches.</summary>
    public string? Spool { get; init; }

    /// <summary>The folder that is the seed's store too; null where frames travel over HTTP.</summary>
    public string? Shared { get; init; }

    public bool Json { get; init; }

    /// <summary>This machine's name, as far as a node may be called that.</summary>
    public static string UsualName { get; } = NameOf(Environment.MachineName);

    private static string NameOf(string machine)
    {
        var name = string.Concat(machine.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '-'));
        return name.Length is 0 ? "node" : name[..Math.Min(name.Length, 64)];
    }
}
