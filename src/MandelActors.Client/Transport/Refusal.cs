using System.Net;
using System.Text.Json;
using MandelActors.Protocol.Api;

namespace MandelActors.Client.Transport;

/// <summary>What a seed says when it refuses.</summary>
internal static class Refusal
{
    private const int Largest = 1 << 16;

    /// <summary>The seed's own line; where somebody else answered, the status in words.</summary>
    public static async Task<FarmException> ReadAsync(Uri seed, HttpResponseMessage response, FarmClientSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var line = await LineAsync(response, settings, time, cancellationToken).ConfigureAwait(false);
        line ??= $"{Redirection.Shown(seed)} answered {status} {response.ReasonPhrase ?? response.StatusCode.ToString()}".TrimEnd();
        var remedy = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized when !line.Contains("--token-file", StringComparison.Ordinal) => "; name the farm's token with --token-file FILE",
            HttpStatusCode.ServiceUnavailable when !line.Contains(seed.Host, StringComparison.Ordinal) => $" ({Redirection.Shown(seed)})",
            _ => "",
        };
        return new FarmException(line + remedy, status);
    }

    private static async Task<string?> LineAsync(HttpResponseMessage response, FarmClientSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            using var body = new AnswerStream(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), Largest, settings.Silence, time);
            var problem = await JsonSerializer.DeserializeAsync(body, Shape.Of<ProblemReply>(), cancellationToken).ConfigureAwait(false);
            return string.IsNullOrWhiteSpace(problem?.Detail) ? null : problem.Detail;
        }
        catch (Exception e) when (e is JsonException or IOException or HttpRequestException or FarmException)
        {
            return null;
        }
    }
}
