using System.Net.Http.Headers;
using System.Security.Cryptography;
using MandelActors.Farm.Coordination;
using MandelActors.Farm.Hosting;
using MandelActors.Farm.Links;
using MandelActors.Farm.Local;
using MandelActors.Farm.Store;
using MandelActors.Farm.Transport;
using MandelActors.Kernels;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Links;
using MandelActors.Protocol.Scenes;
using Microsoft.Extensions.Logging;

namespace MandelActors.Farm.Nodes;

/// <summary>A node of a farm on other machines, from its start until it is cancelled: dials a seed, works for its jobs, and brings the frames there.</summary>
/// <param name="spool">Where finished frames are kept until the seed has them; unused where the store is shared. Stays its owner's.</param>
/// <param name="report">Told what becomes of the link, from any thread.</param>
public sealed class NodeRun(NodeOrder order, FrameSpool spool, Action<LinkReport> report, TimeProvider? time = null)
{
    /// <summary>Work under way looks at its cancellation every few milliseconds; what takes longer is a flush to a slow disk.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(0.9);

    /// <summary>For frames that are nearly done to be handed in, and for the seed's answers.</summary>
    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(3);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Dictionary<Uri, string> _unreachable = [];
    private volatile bool _isLinked;

    /// <summary>Works until cancelled.</summary>
    /// <exception cref="BadInputException">The order cannot be followed, or its token lets no node work there.</exception>
    /// <exception cref="NodeRefusedException">The farm will not have this node, and trying again will not help.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        RequireValid(order.Seeds, order.Name, order.Tags);
        RunningWork work = new();
        SeedAddress address = new();
        NodeOffer offer = new(new NodeId(order.Name), RandomNumberGenerator.GetHexString(12, lowercase: true), order.Tags);
        NodeDevice[] devices = [.. order.Devices.Select(device => new NodeDevice(new DeviceId($"{order.Name}/{device.Info.Id}"), device))];
        using NodeMeter meter = new(devices, spool, () => _isLinked);
        using var http = Client();
        FrameUploader uploader = new(http, address, order.Settings.Transport, _time);
        var workers = LocalSettings.WorkersFrom(order.Settings);
        using var system = NodeSystem.Start(order.Logs);
        var log = order.Logs.CreateLogger("Node");
        var node = system.ActorOf(Props.Create(() => new GpuNode(offer, devices, (work, device) => DeliveryFor(work, device, uploader), workers, work, log)), "node");
        SeedDialler dialler = new(order.Settings.Link, Handler, order.Token, _time);
        LinkFabric fabric = new(system, order.Seeds, dialler, address, StoreId(), order.Settings.Link, _time, said => Hear(said, log));
        try
        {
            await JoinAsync(fabric, node, offer, log, stop).ConfigureAwait(false);
        }
        finally
        {
            await system.Terminate().ConfigureAwait(false);
            await work.WhenIdle().WaitAsync(StopPatience, _time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Works for the farm until told to stop. Then first the work ends, and after it the link, so that everything can still be given back.</summary>
    private async Task JoinAsync(LinkFabric fabric, IActorRef node, NodeOffer offer, ILogger log, CancellationToken stop)
    {
        using CancellationTokenSource unlink = new();
        var joined = fabric.JoinAsync(node, offer, unlink.Token);
        await joined.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!joined.IsCompleted)
        {
            NodeLog.Stops(log, offer.Node);
            Task ended = node.Ask<FarmProtocol.WorkEnded>(FarmProtocol.EndWork.Instance, LeavePatience, CancellationToken.None);
            await ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!ended.IsCompletedSuccessfully) NodeLog.LeftInHaste(log, offer.Node, LeavePatience.TotalSeconds);
            await unlink.CancelAsync().ConfigureAwait(false);
        }

        await joined.ConfigureAwait(false);
    }

    private void Hear(LinkReport said, ILogger log)
    {
        _isLinked = said is LinkReport.Connected;
        switch (said)
        {
            case LinkReport.Connected connected:
                _unreachable.Clear();
                NodeLog.Linked(log, Shown(connected.Seed));
                break;
            // A seed that is away for hours is tried every few seconds: what is said of it once is still true.
            case LinkReport.Lost lost when _unreachable.GetValueOrDefault(lost.Seed) != lost.Reason:
                _unreachable[lost.Seed] = lost.Reason;
                NodeLog.Unlinked(log, Shown(lost.Seed), lost.Reason);
                break;
        }

        report(said);
    }

    private static string Shown(Uri seed) => seed.GetLeftPart(UriPartial.Authority);

    private IFrameDelivery DeliveryFor(WorkOrder work, DeviceInfo device, FrameUploader uploader)
    {
        if (order.Shared is null) return new UploadDelivery(new SpoolShelf(work.Job, SceneIdentity.Of(work.Scene), device.Kind), spool, uploader);
        var folder = StoreMarker.FolderOf(order.Shared, work.Job);
        return new StoreDelivery(new FrameStore(folder, FrameStore.FilesOf(work.Scene, folder)));
    }

    /// <summary>Refuses what no farm would have, before anything is opened or dialled.</summary>
    /// <exception cref="BadInputException">Name, tag or address is none.</exception>
    public static void RequireValid(IReadOnlyList<Uri> seeds, string name, IReadOnlyList<string> tags)
    {
        if (!LinkProtocol.IsNodeName(name))
            throw new BadInputException("--name", "", $"expected 1 to 64 letters, digits, points, dashes or underscores, the first no point, found \"{name}\"");
        if (tags.Count > LinkProtocol.MostTags) throw new BadInputException("--tag", "", $"expected at most {LinkProtocol.MostTags} tags, found {tags.Count}");
        if (tags.FirstOrDefault(tag => !LinkProtocol.IsNodeName(tag)) is { } bad)
            throw new BadInputException("--tag", "", $"expected letters, digits, points, dashes and underscores, the first no point, found \"{bad}\"");
        if (seeds.FirstOrDefault(seed => seed.Scheme is not ("http" or "https")) is { } odd)
            throw new BadInputException("--seed", "", $"expected an address such as https://host:7414, found \"{odd}\"");
    }

    private string? StoreId() => order.Shared is null
        ? null
        : StoreMarker.Read(order.Shared) ?? throw new BadInputException(order.Shared, "", $"expected the folder that a seed was given as --store; there is no file '{StoreMarker.FileName}' in it");

    private SocketsHttpHandler Handler()
    {
        var handler = order.Handlers();
        // Redirections are followed where it is known what they mean.
        handler.AllowAutoRedirect = false;
        return handler;
    }

    private HttpClient Client()
    {
        var handler = Handler();
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(10);
        HttpClient http = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
        if (order.Token is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", order.Token);
        return http;
    }
}
