using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MandelActors.Farm.Seeds;
using MandelActors.Farm.Settings;
using MandelActors.Protocol.Api;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Seeds;

/// <summary>A real seed on a port of its own, with its store in a folder of its own, and a client that asks it.</summary>
internal sealed class RunningSeed : IAsyncDisposable
{
    /// <summary>Four frames of 32 × 18 pixels.</summary>
    public const string SmallScene =
        """
        { "kind": "mandelbrot-zoom", "image": { "width": 32, "height": 18 }, "film": { "fps": 4, "seconds": 1, "codec": "apng" },
          "path": { "keys": [ { "at": 0, "re": "-0.75", "im": "0", "radius": "1.25" }, { "at": 1, "re": "-0.75", "im": "0.1", "radius": "0.1" } ] } }
        """;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>Far beyond anything that works: only a hang gets here.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Func<SeedOptions, SeedOptions> _change;
    private SeedHost _host;
    private bool _isOver;

    private RunningSeed(TemporaryFolder folder, SeedHost host, Func<SeedOptions, SeedOptions> change)
    {
        (Folder, _host, _change) = (folder, host, change);
        Client = ClientOf(host);
    }

    public TemporaryFolder Folder { get; }

    public HttpClient Client { get; private set; }

    public string Store => Folder.Combine("store");

    public SeedHost Host => _host;

    /// <param name="change">What is other than usual: no devices, no tokens, the usual limits.</param>
    public static async Task<RunningSeed> StartAsync(Func<SeedOptions, SeedOptions>? change = null)
    {
        change ??= same => same;
        TemporaryFolder folder = new();
        try
        {
            return new RunningSeed(folder, await SeedHost.StartAsync(change(OptionsFor(folder)), CancellationToken.None), change);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public static SeedOptions WithCpu(SeedOptions options) => options with { Devices = "cpu" };

    public static SeedOptions OptionsFor(TemporaryFolder folder) =>
        new(new IPEndPoint(IPAddress.Loopback, 0), folder.Combine("store"), SettingsLoader.Reference) { LogOutput = TextWriter.Null };

    /// <summary>Ends the seed in order and starts another one on the same store.</summary>
    public async Task RestartAsync(Func<SeedOptions, SeedOptions>? change = null)
    {
        await EndAsync();
        await BeginAsync(change);
    }

    /// <summary>Ends the seed in order; its store stays.</summary>
    public async Task EndAsync()
    {
        Client.Dispose();
        if (!_isOver) await _host.DisposeAsync();
        _isOver = true;
    }

    /// <summary>Starts a seed on the store of one that has ended.</summary>
    public async Task BeginAsync(Func<SeedOptions, SeedOptions>? change = null)
    {
        _host = await SeedHost.StartAsync((change ?? _change)(OptionsFor(Folder)), CancellationToken.None);
        Client = ClientOf(_host);
        _isOver = false;
    }

    /// <summary>Submits the small scene to any seed, which has to accept it.</summary>
    public static async Task SubmitToAsync(HttpClient client)
    {
        using StringContent request = new($$"""{ "scene": {{SmallScene}}, "name": "small" }""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(ApiRoutes.Jobs, request);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    public Task<HttpResponseMessage> SubmitAsync(string scene = SmallScene, Action<Dictionary<string, object>>? change = null)
    {
        Dictionary<string, object> request = new() { ["scene"] = JsonDocument.Parse(scene).RootElement, ["name"] = "small" };
        change?.Invoke(request);
        return Client.PostAsync(ApiRoutes.Jobs, new StringContent(JsonSerializer.Serialize(request), Encoding.UTF8, "application/json"));
    }

    /// <summary>Submits what has to be accepted.</summary>
    public async Task<string> SubmittedAsync(string scene = SmallScene, Action<Dictionary<string, object>>? change = null)
    {
        using var answer = await SubmitAsync(scene, change);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync(ApiJson.Default.SubmitReply))!.JobId;
    }

    public async Task<JobView> ViewAsync(string job) => (await Client.GetFromJsonAsync(ApiRoutes.Job(job), ApiJson.Default.JobView))!;

    public async Task<FileList> FilesAsync(string job) => (await Client.GetFromJsonAsync(ApiRoutes.Files(job), ApiJson.Default.FileList))!;

    public async Task<JobView> ActAsync(string job, string action)
    {
        using var answer = await Client.PostAsync(ApiRoutes.Act(job, action), null);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync(ApiJson.Default.JobView))!;
    }

    /// <summary>Cancels a job and waits until it is over: of one that takes longer to end than whoever cancels it waits, the answer says that it runs.</summary>
    public async Task<JobView> CancelledAsync(string job)
    {
        await ActAsync(job, "cancel");
        return await UntilAsync(job, view => view.IsOver);
    }

    /// <summary>Waits until a job is as wanted.</summary>
    public async Task<JobView> UntilAsync(string job, Func<JobView, bool> wanted)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (true)
        {
            var view = await ViewAsync(job);
            if (wanted(view)) return view;
            if (waited.Elapsed > Patience) throw new TimeoutException($"the job is still {view}");
            await Task.Delay(Interval);
        }
    }

    /// <summary>What an answer that refuses says, in its one line.</summary>
    public static async Task<ProblemReply> ProblemAsync(HttpResponseMessage answer)
    {
        var problem = (await answer.Content.ReadFromJsonAsync(ApiJson.Default.ProblemReply))!;
        problem.Status.ShouldBe((int)answer.StatusCode);
        problem.Detail.ShouldNotContain("\n");
        return problem;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        Folder.Dispose();
    }

    private static HttpClient ClientOf(SeedHost host) => new() { BaseAddress = host.Address };
}
