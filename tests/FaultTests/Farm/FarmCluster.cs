using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

using MandelActors.FaultTests.Harness;
using MandelActors.Testing;
using MandelActors.Testing.Network;

namespace MandelActors.FaultTests.Farm;

/// <summary>
/// A farm of real processes on 127.0.0.1: seeds, and nodes with one processor device of one thread each. Tokens are on. Everything lies in one
/// temporary folder, and every process is gone when this is disposed of.
/// </summary>
internal sealed class FarmCluster : IAsyncDisposable
{
    /// <summary>Frames that a node holds at once here: one computing, one on its way. A fault costs at most so many renders.</summary>
    public const int PipelineDepth = 2;

    /// <summary>For farms whose fault nothing else shows: whoever says nothing for as long as the reference settings allow is taken for dead.</summary>
    public static readonly string[] Impatient = ["--config", "link.silenceSeconds=5"];

    /// <summary>
    /// Nobody is taken for dead who only stands still, be it on a busy machine or halted by a test: what a fault may cost can be counted. Whoever dies is missed at
    /// once all the same, by the end of the connection.
    /// </summary>
    private static readonly string[] Patient = ["--config", "link.silenceSeconds=600"];

    private static readonly string[] NodeSettings =
        ["--devices", "cpu", "--config", "kernel.threads=1", "--config", string.Create(CultureInfo.InvariantCulture, $"farm.pipelineDepth={PipelineDepth}")];

    /// <summary>Far beyond anything that works: only a farm that hangs gets here.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly TemporaryFolder _home = new();
    private readonly string _seedTokens;
    private readonly string _nodeToken;
    private readonly FarmApi _api;
    private readonly string? _journal;

    /// <param name="journal">Connection string of a PostgreSQL database; null for a file in the store.</param>
    /// <param name="store">The store's folder, if it is to lie elsewhere.</param>
    public FarmCluster(string? journal = null, string? store = null)
    {
        _journal = journal;
        Store = store ?? _home.Combine("store");
        (string work, string submit) = (NewToken(), NewToken());
        _seedTokens = Write("seed.tokens", $"work {work}\nsubmit {submit}\n");
        _nodeToken = Write("node.token", work + "\n");
        ClientToken = Write("client.token", submit + "\n");
        _api = new FarmApi(() => [.. Seeds.Where(seed => seed is { IsRunning: true, Address: not null }).Select(seed => seed.Address!)], submit);
    }

    public string Store { get; }

    /// <summary>The file that lets a client in.</summary>
    public string ClientToken { get; }

    /// <summary>Environment variables of every process that is started from now on.</summary>
    public Dictionary<string, string> Surroundings { get; } = [];

    public List<FarmProcess> Seeds { get; } = [];

    public List<FarmProcess> Nodes { get; } = [];

    public FarmProcess Seed => Seeds[0];

    /// <summary>Frames whose computation was finished by any node in any life, in no order: what is there twice was rendered twice.</summary>
    public IReadOnlyList<int> Renders =>
        [.. Directory.EnumerateFiles(_home.Path, "renders.*").SelectMany(File.ReadAllLines).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];

    /// <summary>What every process said, for the message of a test that fails.</summary>
    public string Logs => string.Join('\n', Seeds.Concat(Nodes).Select(process => process.Log));

    private string RenderTrace => _home.Combine("renders");

    /// <returns>An absolute path in the cluster's own folder.</returns>
    public string Place(string name) => _home.Combine(name);

    /// <summary>A farm that waits for jobs.</summary>
    /// <param name="nodes">How many nodes, named <c>n1</c> and so on.</param>
    /// <param name="seedFailpoint">Armed in the seed's first life.</param>
    /// <param name="flags">Further flags of the seed.</param>
    public static async Task<FarmCluster> StartAsync(int nodes, string? seedFailpoint = null, params string[] flags)
    {
        FarmCluster farm = new();
        await farm.StartSeedAsync(seedFailpoint, flags: flags);
        for (int node = 0; node < nodes; node++) farm.StartNode();
        return farm;
    }

    /// <summary>Starts another seed and waits until it listens.</summary>
    /// <param name="failpoint">Armed in its first life.</param>
    /// <param name="store">Its store, if not the cluster's.</param>
    /// <param name="journal">Its way to the database, if not the cluster's.</param>
    /// <param name="port">Where it listens; null for any port.</param>
    /// <param name="under">A program that starts it and watches it.</param>
    /// <param name="environment">Set in addition, in every life.</param>
    /// <param name="flags">Further flags.</param>
    public async Task<FarmProcess> StartSeedAsync(
        string? failpoint = null,
        string? store = null,
        string? journal = null,
        int? port = null,
        IReadOnlyList<string>? under = null,
        IReadOnlyDictionary<string, string>? environment = null,
        params string[] flags)
    {
        // A port of its own that stays the same from life to life, so that nodes find it again.
        string listen = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port ?? LoopbackPort.Free()}");
        string[] shared = (journal ?? _journal) is { } database ? ["--journal", database] : [];
        string[] arguments = ["seed", "--listen", listen, "--store", store ?? Store, "--token-file", _seedTokens, "--json", .. Patient, .. shared, .. flags];
        FarmProcess seed = new($"s{Seeds.Count + 1}", armed => MandelProcess.Start(arguments, Environment(armed, environment), under: under));
        Seeds.Add(seed);
        seed.Start(failpoint);
        await seed.UntilListeningAsync();
        return seed;
    }

    /// <summary>Starts another node, and does not wait for it.</summary>
    /// <param name="failpoint">Armed in its first life.</param>
    /// <param name="seeds">Where it dials, if not to the cluster's seeds themselves.</param>
    /// <param name="spool">Its spool, if it is to lie elsewhere.</param>
    /// <param name="environment">Set in addition, in every life.</param>
    /// <param name="flags">Further flags.</param>
    public FarmProcess StartNode(
        string? failpoint = null,
        IEnumerable<Uri>? seeds = null,
        string? spool = null,
        IReadOnlyDictionary<string, string>? environment = null,
        params string[] flags)
    {
        string name = $"n{Nodes.Count + 1}";
        string dials = string.Join(',', (seeds ?? Seeds.Select(seed => seed.Address!)).Select(seed => seed.GetLeftPart(UriPartial.Authority)));
        string[] arguments =
            ["gpu", "--seed", dials, "--token-file", _nodeToken, "--name", name, "--spool", spool ?? SpoolOf(name), "--json", .. Patient, .. NodeSettings, .. flags];
        FarmProcess node = new(name, armed => MandelProcess.Start(arguments, Environment(armed, environment)));
        Nodes.Add(node);
        node.Start(failpoint);
        return node;
    }

    /// <summary>Starts nodes that halt themselves once each has written so many frames: however fast they are, the job is not over before the fault. Whoever calls this lets them go on.</summary>
    /// <remarks>Then all but those that each holds are committed; what the seed says of the job may be a moment behind.</remarks>
    /// <param name="frames">More than a node holds at once, so that some are committed.</param>
    /// <param name="seeds">Where they dial, if not to the cluster's seeds themselves.</param>
    /// <param name="flags">Further flags.</param>
    public async Task StartNodesAndHaltAsync(int nodes, int frames, IReadOnlyList<Uri>? seeds = null, params string[] flags)
    {
        FarmProcess[] started = [.. Enumerable.Range(0, nodes).Select(_ => StartNode($"frame-written:{frames}:stop", seeds, flags: flags))];
        foreach (FarmProcess node in started) await node.UntilHaltedAsync();
    }

    /// <summary>Waits until so many nodes are in the farm.</summary>
    public async Task UntilJoinedAsync(int nodes)
    {
        TimeProvider time = TimeProvider.System;
        for (long began = time.GetTimestamp(); ; await Task.Delay(Interval))
        {
            int joined = (await _api.AskAsync(HttpMethod.Get, "/api/nodes")).Of("nodes").GetArrayLength();
            if (joined == nodes) return;
            if (time.GetElapsedTime(began) > Patience) throw new TimeoutException($"{joined} of {nodes} nodes are in the farm\n{Logs}");
        }
    }

    public string SpoolOf(string node) => _home.Combine("spool-" + node);

    /// <summary>Frames that a node keeps on its disk, in its usual spool.</summary>
    public IReadOnlyList<string> SpooledBy(FarmProcess node) =>
        Directory.Exists(SpoolOf(node.Name)) ? Directory.GetFiles(SpoolOf(node.Name), "*.frame", SearchOption.AllDirectories) : [];

    public string Write(string name, string content)
    {
        string path = _home.Combine(name);
        File.WriteAllText(path, content);
        return path;
    }

    /// <returns>The job's id.</returns>
    public async Task<string> SubmitAsync(FaultScene scene, int priority = 0, string? key = null, string? frames = null)
    {
        using JsonDocument document = JsonDocument.Parse(
            File.ReadAllBytes(scene.WriteTo(_home.Path)), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        string body = JsonSerializer.Serialize(new { scene = document.RootElement, name = scene.Name, key = key ?? Guid.NewGuid().ToString(), priority, frames });
        return (await _api.AskAsync(HttpMethod.Post, "/api/jobs", body)).Of("jobId").GetString()!;
    }

    public async Task<FarmJob> JobAsync(string job) => new(await _api.AskAsync(HttpMethod.Get, $"/api/jobs/{job}"));

    /// <summary>Has something done to a job: <c>pause</c>, <c>resume</c>, <c>cancel</c>, <c>retry</c> or <c>heal</c>.</summary>
    public async Task<FarmJob> ActAsync(string job, string action) => new(await _api.AskAsync(HttpMethod.Post, $"/api/jobs/{job}/{action}"));

    public Task<JsonElement> AskAsync(HttpMethod method, string path, string? body = null) => _api.AskAsync(method, path, body);

    /// <summary>One question to one seed; null if it does not lead.</summary>
    public Task<JsonElement?> TryAskAsync(FarmProcess seed, string path) => _api.TryAsync(seed.Address!, HttpMethod.Get, path);

    /// <summary>The job once it is as wanted.</summary>
    /// <exception cref="TimeoutException">It never was; the message has every log.</exception>
    public async Task<FarmJob> UntilAsync(string job, Func<FarmJob, bool> wanted, string what)
    {
        TimeProvider time = TimeProvider.System;
        for (long began = time.GetTimestamp(); ; await Task.Delay(Interval))
        {
            FarmJob now = await JobAsync(job);
            if (wanted(now)) return now;
            if (time.GetElapsedTime(began) > Patience) throw new TimeoutException($"waiting until {what}: {now}\n{Logs}");
        }
    }

    /// <summary>The job once it is over, which must be by completion.</summary>
    public async Task<FarmJob> UntilCompletedAsync(string job)
    {
        FarmJob done = await UntilAsync(job, now => now.IsOver, "the job is over");
        done.State.ShouldBe("completed", $"{done}\n{Logs}");
        return done;
    }

    /// <summary>The files of a job, as anybody may look at them.</summary>
    public RenderedFolder FolderOf(string job) => new(Path.Combine(Store, "jobs", job));

    /// <summary>A verb of the program that talks to this farm.</summary>
    public MandelProcess StartClient(params string[] arguments) => MandelProcess.Start(
        [.. arguments, "--seed", string.Join(',', Seeds.Select(seed => seed.Address!.GetLeftPart(UriPartial.Authority))), "--token-file", ClientToken], Surroundings);

    public async Task<MandelResult> RunClientAsync(params string[] arguments)
    {
        await using MandelProcess client = StartClient(arguments);
        return await client.WaitAsync();
    }

    /// <summary>Ends every process that runs, in order, the nodes first.</summary>
    public async Task StopAsync()
    {
        foreach (FarmProcess process in Nodes.Concat(Seeds).Where(process => process.IsRunning)) await process.TerminateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (FarmProcess process in Nodes.Concat(Seeds)) await process.DisposeAsync();
        _api.Dispose();
        _home.Dispose();
    }

    private Dictionary<string, string> Environment(string? failpoint, IReadOnlyDictionary<string, string>? more) => new(Surroundings.Concat(more ?? new Dictionary<string, string>()))
    {
        ["MANDEL_FAILPOINT"] = failpoint ?? "",
        ["MANDEL_FAILPOINT_TRACE"] = RenderTrace,
    };

    private static string NewToken() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
