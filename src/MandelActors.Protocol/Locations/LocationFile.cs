using MandelActors.Protocol.Documents;

namespace MandelActors.Protocol.Locations;

/// <summary>Reads locations that other deep-zoom programs save.</summary>
public static class LocationFile
{
    /// <summary>What a location file is, for messages.</summary>
    public const string Expectation = "a location file: .kfr of Kalles Fraktaler or .toml of Fraktaler-3";

    /// <summary>Whether a file's ending is one that <see cref="Read"/> understands.</summary>
    public static bool IsNamedLikeOne(string path) => EndingOf(path) is ".kfr" or ".toml";

    /// <summary>Reads a file by its ending, strictly in what it uses; what does not concern the place is passed over.</summary>
    /// <param name="path">A <c>.kfr</c> or <c>.toml</c> of at most <see cref="DocumentReader.LargestFile"/> bytes.</param>
    /// <exception cref="BadInputException">It cannot be read, lacks something, or shows another set than Mandelbrot's.</exception>
    public static Location Read(string path)
    {
        if (!IsNamedLikeOne(path)) throw new BadInputException(path, "", $"expected {Expectation}");
        var content = BoundedFile.Read(path, "location file");
        if (content.Length > DocumentReader.LargestFile)
            throw new BadInputException(path, "", $"expected a location file of at most {DocumentReader.LargestFile >> 20} MiB, found a larger one");
        return EndingOf(path) == ".kfr" ? KallesFraktalerLocation.Parse(content, path) : Fraktaler3Location.Parse(content, path);
    }

    private static string EndingOf(string path) => Path.GetExtension(path).ToLowerInvariant();
}
