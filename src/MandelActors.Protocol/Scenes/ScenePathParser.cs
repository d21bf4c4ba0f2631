using System.Globalization;
using System.Numerics;
using MandelActors.Numerics;
using MandelActors.Protocol.Documents;

namespace MandelActors.Protocol.Scenes;

/// <summary>Reads the key positions of a scene.</summary>
internal static class ScenePathParser
{
    /// <summary>Nothing of the set lies further out; it also keeps exact sums of coordinates short.</summary>
    private const int LargestCoordinateLog10 = 6;

    /// <summary>What a key position may have; its <see cref="SceneLocations.Key"/> has become numbers before it is read here.</summary>
    private static readonly string[] KeyKeys = ["at", "re", "im", "radius", "ease", SceneLocations.Key];

    public static ScenePath Parse(DocumentSection scene)
    {
        scene.Required("path", "an object with the key positions, { \"keys\": [ … ] }");
        var section = scene.Section("path", "ease", "keys");
        var ease = SceneParts.Named<SceneEase>(section, "ease");
        var items = section.Items("keys", 1, "a list of at least one key position");
        var keys = new List<SceneKey>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            var key = Key(new DocumentSection(items[i], KeyPath.Item(KeyPath.Child(section.Path, "keys"), i), KeyKeys), ease);
            if (i > 0 && key.At <= keys[^1].At)
                throw Misplaced(items[i], section, i, string.Create(CultureInfo.InvariantCulture, $"a fraction of the film after {keys[^1].At}, where the key before stands"));
            keys.Add(key);
        }

        return new ScenePath(ease, keys);
    }

    private static BadInputException Misplaced(DocumentNode item, DocumentSection section, int index, string expectation) =>
        new DocumentSection(item, KeyPath.Item(KeyPath.Child(section.Path, "keys"), index), KeyKeys).Refused("at", expectation);

    private static SceneKey Key(DocumentSection section, SceneEase ease)
    {
        var at = DocumentSection.Number(section.Required("at", "a fraction of the film, 0 to 1"), KeyPath.Child(section.Path, "at"), 0, 1);
        return new SceneKey(at, Coordinate(section, "re"), Coordinate(section, "im"), Radius(section), SceneParts.Named(section, "ease", ease));
    }

    /// <summary>Half the height of a view, under <c>radius</c>.</summary>
    internal static ExactDecimal Radius(DocumentSection section)
    {
        var radius = section.Exact("radius");
        if (radius.Sign <= 0 || Log10(radius) > LargestCoordinateLog10) throw section.Refused("radius", "a positive decimal number up to 1e6");
        return radius;
    }

    /// <summary>A part of a centre.</summary>
    internal static ExactDecimal Coordinate(DocumentSection section, string key)
    {
        var value = section.Exact(key);
        if (value.Sign != 0 && Log10(value) > LargestCoordinateLog10) throw section.Refused(key, "a decimal number from -1e6 to 1e6");
        return value;
    }

    // Without scaling by the exponent: 1e1000000 must cost nothing.
    private static double Log10(ExactDecimal value) => BigInteger.Log10(BigInteger.Abs(value.Mantissa)) + value.Exponent;
}
