using System.Net;
using System.Text.Json;
using MandelActors.Protocol.Api;

namespace MandelActors.Farm.Links;

/// <summary>Reads why a seed did not make a WebSocket of a request; the class library throws that away.</summary>
internal sealed class RefusalReader(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int LongestBody = 1 << 14;

    /// <summary>The status of the answer that was no WebSocket; null if there was none.</summary>
    public HttpStatusCode? Status { get; private set; }

    /// <summary>Where the seed sends the node instead.</summary>
    public Uri? Location { get; private set; }

    /// <summary>One line.</summary>
    public string Reason { get; private set; } = "";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.SwitchingProtocols) return response;
        Status = response.StatusCode;
        Location = response.Headers.Location is { } location ? new Uri(request.RequestUri!, location) : null;
        Reason = await ReasonAsync(response, cancellationToken).ConfigureAwait(false);
        return response;
    }

    private static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] body = new byte[LongestBody];
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        int length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        try
        {
            if (JsonSerializer.Deserialize(body.AsSpan(0, length), ApiJson.Default.ProblemReply) is { } problem) return problem.Detail;
        }
        catch (JsonException)
        {
            // Something between node and seed may have answered in its own way.
        }

        return $"it answered with status {(int)response.StatusCode}";
    }
}
