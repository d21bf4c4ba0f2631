using System.Text.Json;

using MandelActors.Fractals;
using MandelActors.Numerics;

namespace MandelActors.Testing;

/// <summary>A view with pixels whose smooth counts were computed by brute force in arbitrary precision (truth/README.md).</summary>
/// <param name="Name">File name without its ending.</param>
/// <param name="Re">Real part of the centre, a decimal string of any length.</param>
/// <param name="Im">Imaginary part of the centre, a decimal string of any length.</param>
/// <param name="Radius">Half the height of the view, a decimal string with any exponent.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="MaxIterations">A pixel with null ν did not escape within this many steps.</param>
/// <param name="Pixels">The known pixels, in the file's order.</param>
public sealed record TruthFile(
    string Name, string Re, string Im, string Radius, int Width, int Height, int MaxIterations, IReadOnlyList<TruthPixel> Pixels)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "truth");

    /// <summary>Every truth there is, in the order of names.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    /// <summary>The rectangle and its grid, in the project's own convention.</summary>
    public View View => new(ExactDecimal.Parse(Re), ExactDecimal.Parse(Im), ExactDecimal.Parse(Radius), Width, Height);

    /// <param name="name">One of <see cref="Names"/>, such as <c>seahorse-1e-3</c>.</param>
    /// <exception cref="FileNotFoundException">There is no such truth.</exception>
    public static TruthFile Load(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, name + ".json")));
        JsonElement root = document.RootElement;
        return new TruthFile(
            Text(root, "name"),
            Text(root, "re"),
            Text(root, "im"),
            Text(root, "radius"),
            root.GetProperty("width").GetInt32(),
            root.GetProperty("height").GetInt32(),
            root.GetProperty("maxIterations").GetInt32(),
            [.. root.GetProperty("pixels").EnumerateArray().Select(Pixel)]);
    }

    /// <summary>The record's name, so that a theory's row reads well.</summary>
    public override string ToString() => Name;

    private static string Text(JsonElement root, string key) =>
        root.GetProperty(key).GetString() ?? throw new InvalidDataException($"{key} is null");

    private static TruthPixel Pixel(JsonElement triple) => new(
        triple[0].GetInt32(), triple[1].GetInt32(), triple[2].ValueKind == JsonValueKind.Null ? null : triple[2].GetDouble());
}
