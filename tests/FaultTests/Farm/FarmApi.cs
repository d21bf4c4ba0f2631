using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace MandelActors.FaultTests.Farm;

/// <summary>Asks whichever seed leads, with HTTP and nothing of the program's own: for as long as it takes, since seeds come and go here.</summary>
/// <param name="seeds">Where the seeds listen, as far as they run.</param>
/// <param name="token">Lets the asker submit and read.</param>
internal sealed class FarmApi(Func<IReadOnlyList<Uri>> seeds, string token) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>A seed that is halted takes connections and answers nobody.</summary>
    private static readonly TimeSpan OneAnswer = TimeSpan.FromSeconds(5);

    /// <summary>Far beyond any takeover: only a farm that is dead gets here.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        Timeout = OneAnswer,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    /// <summary>The answer of the seed that leads.</summary>
    /// <exception cref="InvalidOperationException">It refused.</exception>
    /// <exception cref="TimeoutException">No seed leads.</exception>
    public async Task<JsonElement> AskAsync(HttpMethod method, string path, string? body = null)
    {
        TimeProvider time = TimeProvider.System;
        long began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < Patience)
        {
            foreach (Uri seed in seeds())
            {
                if (await TryAsync(seed, method, path, body) is { } answer) return answer;
            }

            await Task.Delay(Interval);
        }

        throw new TimeoutException($"no seed answered {method} {path} for {Patience}");
    }

    /// <summary>One question to one seed.</summary>
    /// <returns>Null if it is not the one to answer now.</returns>
    /// <exception cref="InvalidOperationException">It refused.</exception>
    public async Task<JsonElement?> TryAsync(Uri seed, HttpMethod method, string path, string? body = null)
    {
        try
        {
            using HttpRequestMessage request = new(method, new Uri(seed, path));
            if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            using HttpResponseMessage response = await _http.SendAsync(request);
            string text = await response.Content.ReadAsStringAsync();
            if (response.IsSuccessStatusCode) return Json(text);
            if (response.StatusCode is HttpStatusCode.TemporaryRedirect or >= HttpStatusCode.InternalServerError) return null;
            throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {text}");
        }
        catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException or IOException)
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();

    private static JsonElement Json(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
