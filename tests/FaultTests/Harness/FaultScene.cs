using System.Globalization;

using MandelActors.Testing;

namespace MandelActors.FaultTests.Harness;

/// <summary>A scene small enough to render dozens of times, with the numbers the audit needs.</summary>
/// <param name="Name">File name without ending.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Samples">Samples per pixel: what makes a frame take its time.</param>
/// <param name="Iterations">Fixed, so that no frame depends on more than itself.</param>
/// <param name="Frames">Frames of the film, a multiple of <see cref="Fps"/>.</param>
internal sealed record FaultScene(string Name, int Width, int Height, int Samples, int Iterations, int Frames)
{
    private const int Fps = 6;

    /// <summary>Over in a moment once the program has started.</summary>
    public static FaultScene Short { get; } = new("short", 96, 64, 1, 500, 12);

    /// <summary>Long enough to be caught in the middle by a signal.</summary>
    public static FaultScene Long { get; } = new("long", 256, 160, 8, 5000, 60);

    /// <summary>A minute for a frame: no test waits for one.</summary>
    public static FaultScene Endless { get; } = new("endless", 3840, 2160, 16, 5000, 6)
    {
        Keys = """{ "at": 0, "re": "-0.743643887037151", "im": "0.13182590420533", "radius": "1e-5" }""",
    };

    /// <summary>Beyond double precision: all frames need a reference, the same one.</summary>
    public static FaultScene Deep { get; } = ToE113();

    /// <summary>A film of exponents, which goes to a file of its own.</summary>
    public static FaultScene Lyapunov { get; } = new("lyapunov", 97, 65, 2, 200, 24) { HasFilmOfItsOwn = true };

    /// <summary>Whether it is made by the verb <c>lyapunov</c>, its film beside the job's folder.</summary>
    public bool HasFilmOfItsOwn { get; init; }

    /// <summary>The path's keys, as in a scene file.</summary>
    public string Keys { get; init; } =
        """
        { "at": 0, "re": "-0.75", "im": "0", "radius": "1.25" },
        { "at": 1, "re": "-0.743643887037151", "im": "0.13182590420533", "radius": "1e-5" }
        """;

    private string Subject => HasFilmOfItsOwn
        ? """ "kind": "lyapunov", "sequence": "ACDBCD" """
        : $$""" "kind": "mandelbrot-zoom", "path": { "keys": [ {{Keys}} ] } """;

    /// <summary>Writes the scene into a folder.</summary>
    /// <returns>Path of the scene file.</returns>
    public string WriteTo(string folder)
    {
        string path = Path.Combine(folder, Name + ".json");
        File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $$"""
            {
              // made by the fault tests
              {{Subject}},
              "image": { "width": {{Width}}, "height": {{Height}}, "samples": {{Samples}} },
              "film": { "fps": {{Fps}}, "seconds": {{Frames / Fps}} },
              "iterations": {{Iterations}}
            }
            """));
        return path;
    }

    private static FaultScene ToE113()
    {
        TruthFile place = TruthFile.Load("e113");
        string centre = $"\"re\": \"{place.Re}\", \"im\": \"{place.Im}\"";
        return new FaultScene("deep", 64, 36, 1, place.MaxIterations, 12)
        {
            Keys = $$"""{ "at": 0, {{centre}}, "radius": "1e-60" }, { "at": 1, {{centre}}, "radius": "{{place.Radius}}" }""",
        };
    }
}
