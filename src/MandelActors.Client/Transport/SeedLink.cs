using System.Net;
using System.Net.Http.Headers;

namespace MandelActors.Client.Transport;

/// <summary>Brings requests to the seed that leads, whichever that is at the moment.</summary>
/// <remarks>
/// Seeds are asked in turn, the one that answered last first. One that cannot be reached, is out of order or has no leader to name is passed over; after a round without
/// an answer there is a pause, then another round, until patience ends. Everything a farm is asked is safe to ask twice.
/// </remarks>
internal sealed class SeedLink : IDisposable
{
    private const int MostRedirects = 5;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http;
    private readonly IReadOnlyList<Uri> _seeds;
    private readonly FarmClientSettings _settings;
    private readonly TimeProvider _time;
    private volatile Uri? _leader;
    private volatile bool _answered;

    public SeedLink(IReadOnlyList<Uri> seeds, string? token, FarmClientSettings settings, TimeProvider time)
    {
        (_seeds, _settings, _time) = (seeds, settings, time);
        // No redirect is followed unseen: the token would be dropped, or carried where it must not go. Nothing is decompressed: a small answer must not become a large one.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = settings.Connect,
            MaxResponseHeadersLength = 16,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        if (token is not null) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Asks until some seed answers.</summary>
    /// <param name="read">Reads the body of a success. Where that breaks off, the request is sent again.</param>
    /// <exception cref="FarmException">Refused, or out of patience.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<T> AskAsync<T>(SeedRequest request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var began = _time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause + pause < LongestPause ? pause + pause : LongestPause)
        {
            var missed = new List<MissedSeed>();
            foreach (var seed in InTurn())
            {
                var (miss, answer) = await TryAsync(seed, request, read, cancellationToken).ConfigureAwait(false);
                if (miss is null) return answer!;
                missed.Add(miss);
            }

            var patience = request.Patience ?? (_answered ? _settings.Takeover : _settings.FirstContact);
            var left = patience - _time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero) throw new FarmException(MissedSeed.Describe(missed), missed.Find(miss => miss.Status is not null)?.Status);
            // A seed that says when to come again may mean a later time than the usual, but never the end of patience.
            var wanted = missed.Max(miss => miss.RetryAfter) is { } asked && asked > pause ? asked : pause;
            await Task.Delay(wanted < left ? wanted : left, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _http.Dispose();

    private IEnumerable<Uri> InTurn()
    {
        var leader = _leader;
        return leader is null ? _seeds : _seeds.Where(seed => seed != leader).Prepend(leader);
    }

    /// <summary>Asks one seed, and those it points to.</summary>
    /// <returns>Why there is no answer, or the answer.</returns>
    private async Task<(MissedSeed? Miss, T? Answer)> TryAsync<T>(
        Uri seed, SeedRequest request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var at = seed;
        try
        {
            for (var hops = 0; hops <= MostRedirects; hops++)
            {
                var response = await SendAsync(request.MessageTo(at), cancellationToken).ConfigureAwait(false);
                _answered = true;
                // An answer that is not handed on is not kept either; disposing of it twice is harmless.
                using var held = response.IsSuccessStatusCode ? null : response;
                if (response.IsSuccessStatusCode)
                {
                    _leader = at;
                    return (null, await read(response, cancellationToken).ConfigureAwait(false));
                }

                if (response.StatusCode is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
                {
                    at = Redirection.Follow(at, request, response.Headers.Location);
                    continue;
                }

                var refusal = await Refusal.ReadAsync(at, response, _settings, _time, cancellationToken).ConfigureAwait(false);
                if (!IsPassing(response.StatusCode)) throw refusal;
                Forget(at);
                return (new MissedSeed(at, refusal.Message, refusal.Status, RetryAfter(response)), default);
            }

            return (new MissedSeed(seed, "sends from seed to seed without end"), default);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            Forget(at);
            return (new MissedSeed(at, MissedSeed.ReasonOf(problem)), default);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        using var sent = message;
        using var patience = new CancellationTokenSource(_settings.Silence, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"no answer within {(patience.IsCancellationRequested ? _settings.Silence : _settings.Connect).TotalSeconds:0.#} s");
        }
    }

    private void Forget(Uri seed)
    {
        if (_leader == seed) _leader = null;
    }

    /// <summary>Whether another seed, or the same one later, may well answer.</summary>
    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout or HttpStatusCode.TooManyRequests;

    private TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - _time.GetUtcNow() : null;
}
