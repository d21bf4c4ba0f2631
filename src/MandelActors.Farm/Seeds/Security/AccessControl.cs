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

    /// <summary>Whether a bearer may do what an endpoint is for.</summary>
    public static bool Allows(Bearer bearer, EndpointAccess access) => (bearer.Roles & access.Role) == access.Role;

    /// <summary>What is said to a bearer who may not.</summary>
    /// <param name="response">Told what would be asked for.</param>
    public static RefusedException Refuse(Bearer bearer, EndpointAccess access, HttpResponse response)
    {
        if (bearer == Bearer.Nobody)
        {
            response.Headers.WWWAuthenticate = "Bearer";
            return new RefusedException(StatusCodes.Status401Unauthorized, "expected a token of this farm in the header 'Authorization: Bearer TOKEN' (--token-file)");
        }

        return new RefusedException(StatusCodes.Status403Forbidden, $"expected a token with the role '{access.Role.ToString().ToLowerInvariant()}'; this one has '{bearer.Roles.ToString().ToLowerInvariant()}'");
    }
}
