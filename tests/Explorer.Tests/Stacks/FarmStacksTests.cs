using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MandelActors.Explorer.Stacks;
using MandelActors.Farm.Seeds;
using MandelActors.Farm.Settings;
using MandelActors.Kernels;
using MandelActors.Protocol.Api;
using MandelActors.Testing;

namespace MandelActors.Explorer.Tests.Stacks;

/// <summary>Stacks of a farm, read from a seed that has no device for jobs: nothing of them was rendered.</summary>
public sealed class FarmStacksTests : IAsyncLifetime, IDisposable
{
    private const string Stack =
        """
        { "kind": "mandelbrot-stack", "image": { "width": 16, "height": 8 }, "centre": { "re": "-0.75", "im": "0" }, "radius": "1", "levels": 4, "zoomPerLevel": "1.5" }
        """;

    private const string Film =
        """
        { "kind": "mandelbrot-zoom", "image": { "width": 16, "height": 8 }, "film": { "fps": 4, "seconds": 1 },
          "path": { "keys": [ { "at": 0, "re": "-0.75", "im": "0", "radius": "1.25" }, { "at": 1, "re": "-0.75", "im": "0.1", "radius": "0.1" } ] } }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly FarmStacks _stacks = new(() => new CpuDevice(new DeviceOptions()), 1 << 20);
    private SeedHost _seed = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _seed = await SeedHost.StartAsync(
            new SeedOptions(new IPEndPoint(IPAddress.Loopback, 0), _folder.Path, SettingsLoader.Reference) { LogOutput = TextWriter.Null, MapMore = _stacks.Map }, CancellationToken.None);
        _client = new HttpClient { BaseAddress = _seed.Address };
    }

    public async Task DisposeAsync()
    {
        await _stacks.DisposeAsync();
        await _seed.DisposeAsync();
    }

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_slice_of_a_job_is_computed_when_it_is_asked_for()
    {
        string job = await SubmittedAsync(Stack);

        var slice = await _client.GetFromJsonAsync<JsonElement>($"{ApiRoutes.Stack(job)}/slice?at=0:4:2,::4,::8&as=json");
        using var page = await _client.GetAsync(ApiRoutes.Stack(job));

        slice.GetProperty("values").GetArrayLength().ShouldBe(2);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Many_stacks_are_served_one_after_another()
    {
        List<string> jobs = [];
        for (int i = 0; i < 6; i++) jobs.Add(await SubmittedAsync(Stack));

        foreach (string job in jobs.Concat(jobs))
            (await _client.GetAsync($"{ApiRoutes.Stack(job)}/level/1.png")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_film_has_no_chunks()
    {
        string job = await SubmittedAsync(Film);

        using var answer = await _client.GetAsync($"{ApiRoutes.Stack(job)}/level/1.png");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadFromJsonAsync(ApiJson.Default.ProblemReply))!.Detail.ShouldBe("the job is no stack");
    }

    private async Task<string> SubmittedAsync(string scene)
    {
        using var answer = await _client.PostAsync(ApiRoutes.Jobs, new StringContent($"{{\"scene\":{scene}}}"));
        return (await answer.Content.ReadFromJsonAsync(ApiJson.Default.SubmitReply))!.JobId;
    }
}
