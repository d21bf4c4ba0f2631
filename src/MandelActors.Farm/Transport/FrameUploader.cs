using System.Globalization;
using System.Net;
using System.Text.Json;
using MandelActors.Farm.Nodes;
using MandelActors.Farm.Settings;
using MandelActors.Protocol.Api;

namespace MandelActors.Farm.Transport;

/// <summary>Hands parts of frames in over HTTP, for as long as it takes: what broke off is continued, what is refused for now is tried again. Thread-safe.</summary>
/// <param name="http">Follows no redirection by itself and carries the node's authorisation; stays its owner's.</param>
/// <param name="seed">Where to.</param>
public sealed class FrameUploader(HttpClient http, SeedAddress seed, TransportSettings settings, TimeProvider time)
{
    /// <summary>A longer body waits for the seed's word that it is wanted before it is sent.</summary>
    private const long AskFirst = 1 << 18;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Hands one part in.</summary>
    /// <exception cref="StaleAttemptException">Another attempt is current.</exception>
    /// <exception cref="UploadRefusedException">The bytes will not do.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    internal async Task SendAsync(FramePartName name, SpoolFile file, CancellationToken cancellationToken)
    {
        RetryPause pause = new(FirstPause, LongestPause);
        long offset = 0;
        bool asks = false;
        Uri? leader = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if ((leader ?? seed.Current) is { } root)
            {
                try
                {
                    using var request = asks ? Question(root, name) : Handover(root, name, file, offset);
                    using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                    using CancellationTokenSource limit = new(PatienceFor(file.Parts[name.Part].Bytes - offset), time);
                    using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, limit.Token);
                    using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
                    switch (response.StatusCode)
                    {
                        case HttpStatusCode.Created:
                            return;
                        case HttpStatusCode.OK:
                            long arrived = OffsetIn(response);
                            // Only what gets on is tried at once: a seed that can take nothing is left in peace for longer and longer.
                            if (arrived > offset) pause.Reset();
                            (offset, asks) = (arrived, false);
                            continue;
                        case HttpStatusCode.RequestedRangeNotSatisfiable:
                            offset = OffsetIn(response);
                            break;
                        case HttpStatusCode.TemporaryRedirect when response.Headers.Location is { } location:
                            leader = new Uri(root, location);
                            leader = new Uri(leader.GetLeftPart(UriPartial.Authority));
                            break;
                        case HttpStatusCode.Conflict:
                            throw new StaleAttemptException(name.Frame, name.Attempt, await ReasonAsync(response, either.Token).ConfigureAwait(false));
                        case HttpStatusCode.NotFound:
                            throw new StaleAttemptException(name.Frame, name.Attempt, "the seed knows no such job");
                        case HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.LengthRequired:
                            throw new UploadRefusedException(name.Frame, await ReasonAsync(response, either.Token).ConfigureAwait(false));
                        default:
                            (asks, leader) = (true, null);
                            break;
                    }
                }
                catch (Exception problem) when (problem is HttpRequestException or IOException or OperationCanceledException)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (IsFileGone(problem) || IsFileGone(problem.InnerException))
                        throw new StaleAttemptException(name.Frame, name.Attempt, "the frame is not held any more");
                    // How much of it arrived is the seed's to say.
                    (asks, leader) = (true, null);
                }
            }

            await Task.Delay(pause.Next(), time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the frame's own file is gone, or the folder that it was in: no seed can help that.</summary>
    private static bool IsFileGone(Exception? problem) => problem is FileNotFoundException or DirectoryNotFoundException;

    /// <summary>Twice as long as the slowest sender may take: a connection that is dead on one side must not hold a frame for ever.</summary>
    private TimeSpan PatienceFor(long bytes) => (settings.Grace + TimeSpan.FromSeconds(bytes / 1024.0 / settings.SlowestKiBPerSecond)) * 2;

    private static HttpRequestMessage Question(Uri root, FramePartName name) => new(HttpMethod.Head, AddressOf(root, name));

    private static HttpRequestMessage Handover(Uri root, FramePartName name, SpoolFile file, long offset)
    {
        var part = file.Parts[name.Part];
        HttpRequestMessage request = new(HttpMethod.Put, AddressOf(root, name))
        {
            Content = new PartContent(file.Path, file.OffsetOf(name.Part) + offset, part.Bytes - offset),
        };
        string field = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(part.Sha256))}:";
        request.Content.Headers.Add(FrameEndpoints.ReprDigest, field);
        if (offset == 0) request.Content.Headers.Add(FrameEndpoints.ContentDigest, field);
        request.Headers.Add(FrameEndpoints.UploadOffset, offset.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(FrameEndpoints.UploadLength, part.Bytes.ToString(CultureInfo.InvariantCulture));
        request.Headers.ExpectContinue = part.Bytes - offset >= AskFirst;
        return request;
    }

    private static Uri AddressOf(Uri root, FramePartName name) =>
        new(root, ApiRoutes.FramePart(name.Job.Value, name.Frame.Value, name.Attempt.Value, name.Part));

    private static long OffsetIn(HttpResponseMessage response) =>
        response.Headers.TryGetValues(FrameEndpoints.UploadOffset, out var values)
        && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out long offset)
            ? offset
            : 0;

    private static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize(body, ApiJson.Default.ProblemReply)?.Detail ?? $"status {(int)response.StatusCode}";
        }
        catch (Exception problem) when (problem is JsonException or HttpRequestException or IOException)
        {
            return $"status {(int)response.StatusCode}";
        }
    }
}
