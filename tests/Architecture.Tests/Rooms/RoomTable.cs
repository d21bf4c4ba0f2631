namespace MandelActors.Architecture.Tests.Rooms;

/// <summary>Which room may reference which, as <c>src/README.md</c> explains it. A room that is not built yet may stand here.</summary>
internal static class RoomTable
{
    private const string Prefix = "MandelActors.";

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Numerics"] = [],
        ["Fractals"] = ["Numerics"],
        ["Painting"] = ["Numerics"],
        ["Kernels"] = ["Fractals", "Painting"],
        ["Imaging"] = ["Numerics"],
        ["Actors"] = [],
        ["Protocol"] = ["Numerics"],
        ["Farm"] = ["Numerics", "Fractals", "Painting", "Kernels", "Imaging", "Actors", "Protocol"],
        ["Client"] = ["Protocol"],
        ["Explorer"] = ["Farm", "Imaging"],
        ["Console"] = ["Client", "Explorer", "Farm"],
    };

    /// <summary>Every room, built or not.</summary>
    public static IReadOnlyCollection<string> Rooms => Allowed.Keys;

    /// <returns>What is wrong with a room whose project names these others; empty if nothing.</returns>
    public static IEnumerable<string> ProjectFaults(string room, IEnumerable<string> references) =>
        Faults(room, references, room => Allowed[room]);

    /// <returns>What is wrong with a room whose assembly uses these others. Types may come through a room that may be referenced.</returns>
    public static IEnumerable<string> AssemblyFaults(string room, IEnumerable<string> references) =>
        Faults(room, references, room => Reachable(room));

    /// <returns>The room of a project or an assembly; null if it is none of this project's.</returns>
    public static string? RoomOf(string name) =>
        name == "mandel" ? "Console" : name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : null;

    private static IEnumerable<string> Faults(string room, IEnumerable<string> references, Func<string, IReadOnlyCollection<string>> allowed)
    {
        if (!Allowed.ContainsKey(room)) return [$"{room} is no room of the table"];
        return references.Where(other => !allowed(room).Contains(other)).Select(other => $"{room} may not reference {other}");
    }

    private static HashSet<string> Reachable(string room)
    {
        HashSet<string> reached = new(StringComparer.Ordinal);
        Stack<string> open = new(Allowed[room]);
        while (open.TryPop(out string? next))
        {
            if (!reached.Add(next)) continue;
            foreach (string further in Allowed[next]) open.Push(further);
        }

        return reached;
    }
}
