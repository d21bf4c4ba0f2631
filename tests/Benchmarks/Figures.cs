using System.Text.Json;

namespace MandelActors.Benchmarks;

/// <summary>Prints figures, as text for people or as one JSON object per line.</summary>
internal static class Figures
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <param name="arguments">What followed the benchmark's name; <c>--json</c> asks for JSON.</param>
    public static void Print<T>(string[] arguments, T figure, string text) =>
        Console.WriteLine(arguments.Contains("--json") ? JsonSerializer.Serialize(figure, Web) : text);
}
