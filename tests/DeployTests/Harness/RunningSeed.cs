using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using MandelActors.Protocol.Api;
using MandelActors.Testing;

namespace MandelActors.DeployTests.Harness;

/// <summary>A seed of the built program, started as a file of <c>deploy/</c> says, on loopback.</summary>
internal sealed class RunningSeed : IAsyncDisposable
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Far beyond anything that works: only a hang gets here.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly MandelProcess _process;

    private RunningSeed(MandelProcess process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Whether it said last that it leads.</summary>
    public bool Leads => Said().RootElement.GetProperty("leads").GetBoolean();

    /// <param name="arguments">Verb and options but for <c>--json</c>.</param>
    public static async Task<RunningSeed> StartAsync(IEnumerable<string> arguments)
    {
        MandelProcess process = MandelProcess.Start([.. arguments, "--json"]);
        try
        {
            await Eventually.TrueAsync(() => process.HasExited || process.Output.Contains('\n'), () => process.Errors);
            process.Output.ShouldContain("listening", customMessage: process.Errors);
            using JsonDocument listening = JsonDocument.Parse(process.Output.Split('\n')[0]);
            return new RunningSeed(process, new Uri(listening.RootElement.GetProperty("url").GetString()!));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <param name="token">Null to ask without one.</param>
    public async Task<HttpResponseMessage> GetAsync(string path, string? token = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(Address, path));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Http.SendAsync(request);
    }

    /// <summary>Asks, as those who start seeds do, until it says that it is ready.</summary>
    /// <exception cref="TimeoutException">It did not become ready.</exception>
    public async Task WaitUntilReadyAsync()
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (true)
        {
            using HttpResponseMessage probed = await GetAsync(ApiRoutes.Ready);
            if (probed.IsSuccessStatusCode) return;
            if (waited.Elapsed > Patience) throw new TimeoutException($"{await probed.Content.ReadAsStringAsync()}\n{_process.Errors}");
            await Task.Delay(Interval);
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private JsonDocument Said() => JsonDocument.Parse(_process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
}
