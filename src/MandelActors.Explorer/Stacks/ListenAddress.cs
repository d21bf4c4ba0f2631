using System.Globalization;
using System.Net;
using MandelActors.Protocol.Documents;

namespace MandelActors.Explorer.Stacks;

/// <summary>Reads where a server is to listen.</summary>
public static class ListenAddress
{
    private const string Localhost = "localhost:";

    /// <summary>Reads <c>ADDRESS:PORT</c>, such as <c>127.0.0.1:7420</c>, <c>[::1]:7420</c> or <c>localhost:0</c>.</summary>
    /// <exception cref="BadInputException">It is none, or not of this machine alone.</exception>
    public static IPEndPoint Parse(string text)
    {
        var endpoint = ParseAny(text, "127.0.0.1:7420");
        RequireLoopback(endpoint);
        return endpoint;
    }

    /// <summary>Reads the same, and <c>0.0.0.0:7414</c> or <c>[::]:7414</c> for whoever reaches this machine.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="usual">Where such a server listens that is told nothing, for errors.</param>
    /// <exception cref="BadInputException">It is no address and port.</exception>
    public static IPEndPoint ParseAny(string text, string usual)
    {
        var numeric = text.StartsWith(Localhost, StringComparison.OrdinalIgnoreCase) ? $"{IPAddress.Loopback}:{text[Localhost.Length..]}" : text;
        // The parser takes an address without a port as well, a bare number even, and the last group of an IPv6 address may look like a port.
        var colon = numeric.LastIndexOf(':');
        if (colon < 0
            || !IPEndPoint.TryParse(numeric, out var endpoint)
            || !ushort.TryParse(numeric.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            || (numeric[..colon].Contains(':', StringComparison.Ordinal) && numeric[colon - 1] != ']'))
            throw new BadInputException($"--listen {text}", "", $"expected ADDRESS:PORT such as {usual}");
        return endpoint;
    }

    /// <summary>Refuses what others could reach: there is no token yet that would tell them apart.</summary>
    internal static void RequireLoopback(IPEndPoint endpoint)
    {
        if (!IPAddress.IsLoopback(endpoint.Address))
            throw new BadInputException(
                $"--listen {endpoint}", "", "expected an address of this machine alone, such as 127.0.0.1:7420: there is no token yet that would keep strangers out; from elsewhere, take ssh -L 7420:127.0.0.1:7420");
    }
}
