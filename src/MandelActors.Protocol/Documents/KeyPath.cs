using System.Globalization;

namespace MandelActors.Protocol.Documents;

/// <summary>Paths of keys: written <c>path.keys[1].radius</c> in messages, also accepted as <c>path.keys.1.radius</c>.</summary>
public static class KeyPath
{
    public static string Child(string parent, string key) => parent.Length == 0 ? key : $"{parent}.{key}";

    public static string Item(string parent, int index) => string.Create(CultureInfo.InvariantCulture, $"{parent}[{index}]");

    /// <summary>The segments of a path in either spelling, indices as digits.</summary>
    public static string[] Split(string path) =>
        path.Length == 0 ? [] : path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
}
