using System.Reflection;

namespace MandelActors.Farm.Links;

/// <summary>Which version of the program this is, for people: nothing is decided by it.</summary>
internal static class ProgramVersion
{
    public static string Current { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}
