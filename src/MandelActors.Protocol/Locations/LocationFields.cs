using MandelActors.Numerics;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Protocol.Locations;

/// <summary>Reads the values that both kinds of location files have.</summary>
/// <param name="origin">The file, for errors.</param>
internal readonly struct LocationFields(string origin)
{
    public ExactDecimal Coordinate(string key, string text, string place = "") =>
        ExactDecimal.TryParse(text, out var value, out var reason) ? value : throw Refused(key, reason, place);

    /// <summary>The radius that a zoom stands for.</summary>
    public ExactDecimal Radius(string key, string text, string place = "")
    {
        var zoom = Coordinate(key, text, place);
        return zoom.Sign > 0 ? Magnification.RadiusOf(zoom) : throw Refused(key, $"a positive zoom, found \"{text}\"", place);
    }

    /// <summary>A whole number of iterations, also where it is written like 1e6.</summary>
    public long Iterations(string key, string text, string place = "") =>
        Number(key, text, place) is { Exponent: >= 0 and <= 16 } value && value.Sign > 0 && value <= new ExactDecimal(SceneIterations.Most, 0)
            ? (long)(value.Mantissa * System.Numerics.BigInteger.Pow(10, value.Exponent))
            : throw Refused(key, $"a whole number of iterations from 1 to {SceneIterations.Most}, found \"{text}\"", place);

    public ExactDecimal Number(string key, string text, string place = "") => Coordinate(key, text, place);

    public BadInputException Refused(string key, string expectation, string place = "") => new(origin, key, $"expected {expectation}{place}");

    public BadInputException Missing(string key, string expectation) => new(origin, key, $"expected {expectation}, found nothing");
}
