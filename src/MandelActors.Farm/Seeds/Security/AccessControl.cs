using MandelActors.Farm.Seeds.Http;
using Microsoft.AspNetCore.Http;

namespace MandelActors.Farm.Seeds.Security;

/// <summary>Lets in who may: by the token in the request's <c>Authorization</c> header, against what the endpoint demands.</summary>
/// <param name="tokens">Null where everybody is let in.</param>
internal sealed class AccessControl(TokenTable? tokens)
{
    private const string Scheme = "Bearer ";

    /// <summary>Who asks, whatever they ask for.</summary>
    public Bearer Identify(HttpRequest request)
    {
        if (tokens is null) return Bearer.Anybody;
        // Two headers could be read as one token by us and as another by somebody in between.
        if (request.Headers.Authorization is not [{ } header] || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return Bearer.Nobody;
        return tokens.Find(header.AsSpan(Scheme.Length).Trim()) ?? Bearer.Nobody;
    }

    /// <exception cref="RefusedException">The bearer may not do what the endpoint is for.</exception>
    public static void Require(Bearer bearer, EndpointAccess access, HttpResponse response)
    {
        if ((bearer.Roles & access.Role) == access.Role) return;
        if (bearer == Bearer.Nobody)
        {
            response.Headers.WWWAuthenticate = "Bearer";
            throw new RefusedException(StatusCodes.Status401Unauthorized, "expected a token of this farm in the header 'Authorization: Bearer TOKEN' (--token-file)");
        }

        throw new RefusedException(StatusCodes.Status403Forbidden, $"expected a token with the role '{access.Role.ToString().ToLowerInvariant()}'; this one has '{bearer.Roles.ToString().ToLowerInvariant()}'");
    }
}
