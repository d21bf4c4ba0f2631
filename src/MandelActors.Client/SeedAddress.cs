using MandelActors.Protocol.Documents;

namespace MandelActors.Client;

/// <summary>Reads where a farm's seeds are.</summary>
public static class SeedAddress
{
    /// <summary>Names the seeds where no option does.</summary>
    public const string Variable = "MANDEL_SEED";

    /// <summary>Where a seed listens that was not told where, seen from the same machine.</summary>
    public const string Usual = "http://127.0.0.1:7414";

    private const int MostSeeds = 32;

    /// <summary>Reads <c>URL[,URL]</c>, such as <c>https://host:7414</c>.</summary>
    /// <param name="origin">The option or variable, for errors.</param>
    /// <returns>The addresses, in the order given, each ending in a slash.</returns>
    /// <exception cref="BadInputException">One is no address of a seed.</exception>
    public static IReadOnlyList<Uri> ParseList(string origin, string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length > MostSeeds) throw new BadInputException(origin, "", $"expected at most {MostSeeds} addresses, found {parts.Length}");
        return [.. parts.Select(part => Parse(origin, part)).Distinct()];
    }

    private static Uri Parse(string origin, string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
            || address.Host.Length == 0)
            throw Expected($"found \"{text}\"");
        if (address.UserInfo.Length > 0) throw Expected("found one with a name or password in it; a token comes from --token-file");
        if (address.Query.Length > 0 || address.Fragment.Length > 0) throw Expected($"found \"{text}\", which goes on after the path");
        // What stands behind a proxy may have a path of its own; routes are added to it.
        return address.AbsolutePath.EndsWith('/') ? address : new UriBuilder(address) { Path = address.AbsolutePath + "/" }.Uri;

        BadInputException Expected(string found) => new(origin, "", $"expected the address of a seed such as {Usual}, {found}");
    }
}
