using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using MandelActors.Farm.Links;
using MandelActors.Farm.Store;
using MandelActors.Farm.Tests.Nodes;
using MandelActors.Farm.Tests.Rendering;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Links;
using MandelActors.Testing;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Tests.Links;

/// <summary>A seed's end of a link, with nodes that are of another version, of a name that is taken, hostile, slow or forgetful.</summary>
public sealed class LinkEndpointTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private SeedBench _seed = null!;

    /// <summary>The seed's clock stands still: nobody falls silent.</summary>
    public async Task InitializeAsync() => _seed = await SeedBench.StartAsync(time: new ManualTimeProvider());

    public async Task DisposeAsync() => await _seed.DisposeAsync();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task Another_version_is_refused_with_one_line_that_names_both()
    {
        using HttpClient http = new();
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(_seed.Address, ApiRoutes.Link));
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.ParseAdd("websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", Convert.ToBase64String(new byte[16]));
        request.Headers.Add("Sec-WebSocket-Protocol", "mandel.link.v2");

        using var response = await http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await response.Content.ReadFromJsonAsync(ApiJson.Default.ProblemReply);
        problem!.Detail.ShouldContain("mandel.link.v1");
        problem.Detail.ShouldContain("mandel.link.v2");
    }

    [Fact]
    public async Task A_request_that_is_no_WebSocket_is_told_what_is_spoken_here()
    {
        using HttpClient http = new();

        using var response = await http.GetAsync(new Uri(_seed.Address, ApiRoutes.Link));

        response.StatusCode.ShouldBe(HttpStatusCode.UpgradeRequired);
        response.Headers.Upgrade.ToString().ShouldBe("websocket");
    }

    [Fact]
    public async Task A_node_of_a_name_that_is_taken_says_so_each_time_and_comes_in_once_the_other_has_left()
    {
        using ScriptedDevice device = new();
        NodeBench first = new(_seed.Address, _temporary.Combine("first"), [device]);
        await first.WhenConnectedAsync();

        await using NodeBench second = new(_seed.Address, _temporary.Combine("second"), [device]);
        await Eventually.TrueAsync(() => second.Running.IsCompleted || second.Reports.OfType<LinkReport.Lost>().Count() >= 2, () => string.Join("; ", second.Reports));

        second.Running.IsCompleted.ShouldBeFalse();
        second.Reports.ShouldAllBe(report => ((LinkReport.Lost)report).Reason.Contains("'rack1' is here already"));
        first.Connects.ShouldBe(1);
        await first.DisposeAsync();
        await second.WhenConnectedAsync();
    }

    [Fact]
    public async Task A_node_whose_shared_folder_is_another_store_does_not_begin()
    {
        string elsewhere = _temporary.Combine("elsewhere");
        StoreMarker.Ensure(elsewhere);
        using ScriptedDevice device = new();

        await using NodeBench node = new(_seed.Address, _temporary.Combine("spool"), [device], order => order with { Shared = elsewhere });

        (await Should.ThrowAsync<NodeRefusedException>(node.Running)).Message.ShouldContain("--shared");
    }

    [Theory]
    [InlineData("""{"to":0,"from":0,"type":"job-detached.v1","body":{"job":"film"}}""")]
    [InlineData("""{"to":0,"from":0,"type":"device-lost.v1","body":{"device":"rack2/cpu","reason":"not mine"}}""")]
    [InlineData("""{"to":0,"from":3,"type":"request-frames.v1","body":{"worker":"rack2/1/worker-1","device":"rack1/cpu","most":1,"knownDevices":0}}""")]
    [InlineData("""{"to":0,"from":3,"type":"pause-job.v1","body":{"cause":"User","reason":"by a node"}}""")]
    [InlineData("""{"to":0,"from":3,"type":"cancel-job.v1","body":{"reason":"by a node"}}""")]
    [InlineData("nonsense")]
    public async Task A_node_that_says_what_it_may_not_is_cut_off(string message)
    {
        using var socket = await JoinAsync("rack1");

        await SayAsync(socket, message);

        await Eventually.TrueAsync(() => _seed.Endpoint.Count == 0, () => "the link still stands");
    }

    [Fact]
    public async Task A_message_longer_than_allowed_ends_the_link()
    {
        using var socket = await JoinAsync("rack1");

        try
        {
            await SayAsync(socket, new string(' ', (4 << 20) + 1));
        }
        catch (WebSocketException)
        {
            // The seed may be faster.
        }

        await Eventually.TrueAsync(() => _seed.Endpoint.Count == 0, () => "the link still stands");
    }

    [Fact]
    public async Task A_report_of_a_frame_that_was_not_handed_in_commits_nothing_and_gives_the_frame_back()
    {
        var job = _seed.Submit("film", TestScenes.Load("film.codec=apng"));
        using var socket = await JoinAsync("rack1");
        var lease = await LeaseAsync(socket);

        await SayAsync(socket, new LinkEnvelope(1, 3, new CompleteFrame(
            lease.Frame, lease.Attempt, new WorkerId("rack1/1/worker-1"), new DeviceId("rack1/cpu"), "cpu", Sha256Hash.Of("lie"u8), 3, 1)));

        var rejected = await HearAsync<FrameRejected>(socket);
        rejected.Reason.ShouldContain("not handed in");
        var status = await _seed.StatusWhenAsync(job, status => status.Failed == 1);
        status.Done.ShouldBe(0);
        status.Leased.ShouldBe(0);
    }

    [Fact]
    public async Task What_a_node_says_twice_and_out_of_order_changes_nothing()
    {
        using ScriptedDevice device = new();
        var job = _seed.Submit("film", TestScenes.Load("film.codec=apng"));
        using var replayed = await JoinAsync("replay");
        var lease = await LeaseAsync(replayed, "replay");
        LinkEnvelope[] said =
        [
            new(1, 3, new ReturnFrame(lease.Frame, lease.Attempt)),
            new(1, 3, new FailFrame(lease.Frame, lease.Attempt, new DeviceId("replay/cpu"), "once", 0)),
            new(1, 3, new CompleteFrame(lease.Frame, lease.Attempt, new WorkerId("replay/1/worker-1"), new DeviceId("replay/cpu"), "cpu", Sha256Hash.Of("x"u8), 1, 1)),
            new(null, null, new LinkProtocol.Gone(77)),
        ];
        for (int round = 0; round < 3; round++)
            foreach (var envelope in said.Concat(said.Reverse())) await SayAsync(replayed, envelope);

        await using NodeBench node = new(_seed.Address, _temporary.Combine("spool"), [device]);
        // What the one says last may be heard when the other has rendered everything.
        var status = await _seed.StatusWhenAsync(job, status => status is { Stage: JobStage.Finished, LateAttempts: > 0 });

        status.Done.ShouldBe(10);
        (await _seed.JournalledAsync(job)).OfType<FrameCompleted>().Select(frame => frame.Frame).ShouldBeUnique();
    }

    private async Task<ClientWebSocket> JoinAsync(string node)
    {
        ClientWebSocket socket = new();
        socket.Options.AddSubProtocol(LinkProtocol.Subprotocol);
        await socket.ConnectAsync(new UriBuilder(_seed.Address) { Scheme = "ws", Path = ApiRoutes.Link }.Uri, CancellationToken.None);
        await SayAsync(socket, new LinkEnvelope(null, null, new LinkProtocol.Hello("test", new NodeId(node), "1", [])));
        await HearAsync<LinkProtocol.Welcome>(socket);
        await SayAsync(socket, new LinkEnvelope(0, 0, new LinkProtocol.DevicesOffered(
            [new LinkProtocol.Device(new DeviceId($"{node}/cpu"), "cpu", "cpu", "played", "test", 1, 1, true, "none")])));
        return socket;
    }

    private static async Task<Lease> LeaseAsync(ClientWebSocket socket, string node = "rack1")
    {
        await HearAsync<LinkProtocol.JobAttached>(socket);
        await SayAsync(socket, new LinkEnvelope(1, 3, new RequestFrames(new WorkerId($"{node}/1/worker-1"), new DeviceId($"{node}/cpu"), 1, 0)));
        return (await HearAsync<FramesGranted>(socket)).Leases[0];
    }

    private static Task SayAsync(ClientWebSocket socket, LinkEnvelope envelope) => SayAsync(socket, Encoding.UTF8.GetString(LinkCodec.Write(envelope)));

    private static Task SayAsync(ClientWebSocket socket, string message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <summary>The next message of a type; others are passed over.</summary>
    private static async Task<T> HearAsync<T>(ClientWebSocket socket)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(1));
        byte[] buffer = new byte[1 << 16];
        while (true)
        {
            int length = 0;
            WebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(new ArraySegment<byte>(buffer, length, buffer.Length - length), patience.Token);
                length += part.Count;
            }
            while (!part.EndOfMessage);
            if (LinkCodec.Read(buffer.AsMemory(0, length)).Message is T wanted) return wanted;
        }
    }
}
