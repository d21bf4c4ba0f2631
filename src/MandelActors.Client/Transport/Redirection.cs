namespace MandelActors.Client.Transport;

/// <summary>Where a seed that does not lead points to.</summary>
/// <remarks>
/// The token goes along to any host: the seed that points there holds it already, and could hand it on itself. What must not change is the wire: after <c>https</c>
/// the token is never sent in the clear. And it is the same thing that is asked of the other seed: a seed says who leads, not what to ask.
/// </remarks>
internal static class Redirection
{
    /// <param name="seed">Who points.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="location">Where to: the leader's address, with what was asked or without.</param>
    /// <returns>The leader's address, ending in a slash.</returns>
    /// <exception cref="FarmException">It points where nobody may be sent.</exception>
    public static Uri Follow(Uri seed, SeedRequest request, Uri? location)
    {
        if (location is null) throw new FarmException($"{Shown(seed)} says that another seed leads, but not which");
        var target = new Uri(request.AddressAt(seed), location);
        var isEncrypted = target.Scheme == Uri.UriSchemeHttps;
        if (!isEncrypted && (target.Scheme != Uri.UriSchemeHttp || seed.Scheme == Uri.UriSchemeHttps))
            throw new FarmException($"{Shown(seed)} points to {Shown(target)}: what was asked over {seed.Scheme} is not asked over {target.Scheme}");
        if (target.UserInfo.Length > 0) throw new FarmException($"{Shown(seed)} points to an address with a name or password in it");
        var path = target.PathAndQuery;
        if (path.EndsWith(request.Route, StringComparison.Ordinal)) path = path[..^request.Route.Length];
        else if (path != "/")
            throw new FarmException($"{Shown(seed)} points to {target}, where something else is asked than {request.Route}");
        return new Uri(target, path.EndsWith('/') ? path : path + "/");
    }

    /// <summary>A seed's address as people write it.</summary>
    public static string Shown(Uri seed) => seed.GetLeftPart(UriPartial.Path).TrimEnd('/');
}
