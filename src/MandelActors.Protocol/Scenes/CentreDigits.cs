using System.Globalization;
using System.Numerics;
using MandelActors.Numerics;
using MandelActors.Protocol.Documents;

namespace MandelActors.Protocol.Scenes;

/// <summary>Notices a centre whose digits end before the pixels begin: a place that was probably copied incompletely.</summary>
/// <remarks>
/// A centre means exactly what is written, digits that are not written are zeros, so nothing is refused. It is worth a word where the last
/// decimal of a coordinate is worth more than ten pixels: one pixel more or less nobody misses, and a last digit that happens to be 0 is not
/// counted. A coordinate of up to three digits, such as 0 or −0.75, is evidently meant as it stands.
/// </remarks>
internal static class CentreDigits
{
    private const int EvidentDigits = 3;
    private const int SpareDecimals = 1;

    /// <summary>One line about the key position whose centre lacks most digits; null where none lacks any.</summary>
    public static string? Note(DocumentNode.Table document, ZoomScene scene)
    {
        var keys = scene.Path.Keys;
        var shortfalls = Enumerable.Range(0, keys.Count).Select(i => Shortfall(keys[i], scene.Image.Height)).ToArray();
        var worst = shortfalls.Max();
        if (worst <= 0) return null;
        var index = Array.IndexOf(shortfalls, worst);
        var (key, pitch) = (keys[index], PitchLog10(keys[index], scene.Image.Height));
        var lacking = new[] { (Name: "re", Value: key.Re), (Name: "im", Value: key.Im) }.Where(pair => IsShort(pair.Value, pitch)).ToArray();
        var path = KeyPath.Child(KeyPath.Item("path.keys", index), lacking[0].Name);
        var counts = string.Join(", ", lacking.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Name} has {pair.Value.Decimals} decimals")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{document.Nearest(path).Origin}: {path}: {counts}, but {Wanted(pitch)} are wanted where pixels are about 1e{Math.Floor(pitch)} apart; missing ones count as zeros");
    }

    private static double Shortfall(SceneKey key, int height)
    {
        var pitch = PitchLog10(key, height);
        return new[] { key.Re, key.Im }.Max(coordinate => IsShort(coordinate, pitch) ? Wanted(pitch) - coordinate.Decimals : 0);
    }

    private static bool IsShort(ExactDecimal coordinate, double pitchLog10) =>
        coordinate.Decimals + SpareDecimals < -pitchLog10 && BigInteger.Abs(coordinate.Mantissa) >= BigInteger.Pow(10, EvidentDigits);

    private static int Wanted(double pitchLog10) => (int)Math.Ceiling(-pitchLog10);

    private static double PitchLog10(SceneKey key, int height) => key.Radius.Log10() + Math.Log10(2.0 / height);
}
