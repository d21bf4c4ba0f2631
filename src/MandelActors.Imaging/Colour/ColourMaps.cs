namespace MandelActors.Imaging.Colour;

/// <summary>The names scenes use for <see cref="ColourMap"/>, and each map's own default period.</summary>
public static class ColourMaps
{
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<ColourMap>().Select(NameOf)];

    /// <exception cref="UnknownNameException">No map has that name; case does not matter.</exception>
    public static ColourMap Parse(string name)
    {
        foreach (var map in Enum.GetValues<ColourMap>())
        {
            if (NameOf(map).Equals(name, StringComparison.OrdinalIgnoreCase)) return map;
        }

        throw new UnknownNameException("colour map", name, Names);
    }

    public static string NameOf(ColourMap map) => map switch
    {
        ColourMap.Cycle => "cycle",
        ColourMap.Histogram => "histogram",
        ColourMap.Mandeltorch => "mandeltorch",
        ColourMap.Distance => "distance",
        ColourMap.Exponent => "exponent",
        _ => throw new ArgumentOutOfRangeException(nameof(map), map, "is no colour map"),
    };

    /// <summary>What <see cref="ColourSettings.Period"/> is where a scene leaves it out.</summary>
    public static double DefaultPeriod(ColourMap map) => map switch
    {
        ColourMap.Cycle => 64,
        ColourMap.Histogram => 1,
        ColourMap.Mandeltorch => 1600,
        ColourMap.Distance => 16,
        ColourMap.Exponent => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(map), map, "is no colour map"),
    };
}
