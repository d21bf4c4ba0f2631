using System.Net.Sockets;
using System.Security.Authentication;

namespace MandelActors.Client.Transport;

/// <summary>A seed that did not answer, or not usefully.</summary>
/// <param name="Why">In a few words.</param>
/// <param name="Status">What it answered; null if nothing.</param>
/// <param name="RetryAfter">When it said to come again; null if it did not.</param>
internal sealed record MissedSeed(Uri Seed, string Why, int? Status = null, TimeSpan? RetryAfter = null)
{
    /// <summary>What was tried, and what helps.</summary>
    public static string Describe(IReadOnlyList<MissedSeed> missed)
    {
        var tried = string.Join("; ", missed.Select(miss => miss.Status is null ? $"{Redirection.Shown(miss.Seed)}: {miss.Why}" : miss.Why).Distinct());
        return missed.Any(miss => miss.Status is not null)
            ? $"the farm has no seed that can answer now ({tried})"
            : $"no seed can be reached ({tried}); start one with 'mandel seed', or name one with --seed URL";
    }

    public static string ReasonOf(Exception problem)
    {
        for (var inner = problem; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException socket) return Lowered(socket.Message);
            if (inner is AuthenticationException certificate)
                return $"{Lowered(certificate.Message)} (SSL_CERT_FILE=FILE.pem makes a certificate of your own trusted)";
        }

        return Lowered(problem.Message);
    }

    private static string Lowered(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        return line.Length > 1 && char.IsLower(line[1]) ? char.ToLowerInvariant(line[0]) + line[1..] : line;
    }
}
