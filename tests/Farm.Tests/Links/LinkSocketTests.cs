using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using MandelActors.Farm.Links;
using MandelActors.Farm.Settings;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Links;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Links;

/// <summary>The bounds of a link, over real sockets.</summary>
public sealed class LinkSocketTests
{
    private static readonly LinkSettings Settings = SettingsLoader.Reference.Link;

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task What_waits_for_a_reader_that_does_not_read_is_bounded()
    {
        var settings = Settings with { QueueKiB = 64 };
        var (ours, theirs) = await PairAsync();
        using var deaf = theirs;
        // By the system's clock, or it would wait for its reader at the end.
        await using LinkSocket socket = new(ours, settings, TimeProvider.System);
        LinkEnvelope message = new(0, null, new LinkProtocol.DeviceLost(new DeviceId("rack1/cpu"), new string('x', 10_000)));

        int sent = 0;
        while (socket.TrySend(message)) sent++;

        sent.ShouldBeInRange(6, 10_000);
        socket.QueuedBytes.ShouldBeLessThanOrEqualTo(64 << 10);
    }

    [Fact]
    public async Task Silence_ends_it()
    {
        var (ours, theirs) = await PairAsync();
        using var mute = theirs;
        await using LinkSocket socket = new(ours, Settings with { SilenceSeconds = 7 }, _time);
        var heard = socket.ReceiveAsync(CancellationToken.None);

        _time.Advance(TimeSpan.FromSeconds(6.9));
        heard.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.1));

        (await Should.ThrowAsync<LinkEndedException>(() => heard)).Message.ShouldContain("7 s");
    }

    [Fact]
    public async Task Who_waits_for_a_message_hears_that_the_link_was_cut()
    {
        var (ours, theirs) = await PairAsync();
        using var mute = theirs;
        await using LinkSocket socket = new(ours, Settings, _time);
        var heard = socket.ReceiveAsync(CancellationToken.None);

        socket.Abort();

        (await Should.ThrowAsync<LinkEndedException>(() => heard)).IsInOrder.ShouldBeFalse();
        (await Should.ThrowAsync<LinkEndedException>(() => socket.ReceiveAsync(CancellationToken.None))).IsInOrder.ShouldBeFalse();
    }

    [Fact]
    public async Task A_side_that_is_told_to_stop_says_so_behind_what_it_said_before()
    {
        var (ours, theirs) = await PairAsync();
        await using LinkSocket left = new(ours, Settings, _time), right = new(theirs, Settings, _time);
        left.TrySend(new LinkEnvelope(null, null, new LinkProtocol.Gone(1)));

        await left.CloseAsync(isInOrder: true);

        (await right.ReceiveAsync(CancellationToken.None)).Message.ShouldBe(new LinkProtocol.Gone(1));
        (await Should.ThrowAsync<LinkEndedException>(() => right.ReceiveAsync(CancellationToken.None))).IsInOrder.ShouldBeTrue();
    }

    [Fact]
    public async Task Signs_of_life_keep_it_and_are_nobodys_business()
    {
        var (ours, theirs) = await PairAsync();
        await using LinkSocket left = new(ours, Settings, _time), right = new(theirs, Settings, _time);

        var heard = right.ReceiveAsync(CancellationToken.None);
        var answered = left.ReceiveAsync(CancellationToken.None);
        // Longer than silence may last; what keeps both sides waiting is heartbeats alone.
        for (var passed = TimeSpan.Zero; passed <= 2 * Settings.Silence; passed += Settings.Heartbeat)
        {
            _time.Advance(Settings.Heartbeat);
            await Eventually.TrueAsync(
                () => left.Silence == TimeSpan.Zero && right.Silence == TimeSpan.Zero && left.QueuedBytes == 0 && right.QueuedBytes == 0,
                () => $"after {passed} one side has heard nothing for {left.Silence}, the other for {right.Silence}");
        }

        (heard.IsCompleted, answered.IsCompleted).ShouldBe((false, false));
        left.TrySend(new LinkEnvelope(null, null, new LinkProtocol.Gone(1)));

        (await heard).Message.ShouldBe(new LinkProtocol.Gone(1));
    }

    [Fact]
    public async Task A_message_in_bytes_instead_of_text_ends_it()
    {
        var (ours, theirs) = await PairAsync();
        using var odd = theirs;
        await using LinkSocket socket = new(ours, Settings, _time);

        await odd.SendAsync(new byte[] { 1, 2, 3 }, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);

        await Should.ThrowAsync<LinkEndedException>(() => socket.ReceiveAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("again", 1, 2, 2)]
    [InlineData("too early", 1, 3, 2)]
    [InlineData("late", 2, 1)]
    public async Task A_message_that_comes_out_of_its_order_ends_it_before_anybody_hears_it(string how, params int[] numbers)
    {
        var (ours, theirs) = await PairAsync();
        using var odd = theirs;
        await using LinkSocket socket = new(ours, Settings, _time);

        foreach (int number in numbers)
            await odd.SendAsync(LinkCodec.Numbered(LinkCodec.Write(new LinkEnvelope(null, null, new LinkProtocol.Gone(number))), number), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

        List<object> heard = [];
        string reason = (await Should.ThrowAsync<LinkEndedException>(async () =>
        {
            while (true) heard.Add((await socket.ReceiveAsync(CancellationToken.None)).Message);
        })).Message;
        reason.ShouldContain("something on the way repeats, drops or reorders them", customMessage: how);
        heard.ShouldBe(numbers[0] == 1 ? [new LinkProtocol.Gone(1), .. numbers[1] == 2 ? [new LinkProtocol.Gone(2)] : (object[])[]] : []);
    }

    [Fact]
    public async Task What_one_side_sends_comes_numbered_to_the_other()
    {
        var (ours, theirs) = await PairAsync();
        await using LinkSocket left = new(ours, Settings, _time), right = new(theirs, Settings, _time);

        for (int number = 1; number <= 3; number++) left.TrySend(new LinkEnvelope(null, null, new LinkProtocol.Gone(number)));

        for (long number = 1; number <= 3; number++) (await right.ReceiveAsync(CancellationToken.None)).ShouldBe(new LinkEnvelope(null, null, new LinkProtocol.Gone((int)number)) { Number = number });
    }

    [Fact]
    public void A_rate_lets_a_burst_pass_and_then_says_how_long_to_wait()
    {
        ManualTimeProvider time = new();
        TokenBucket bucket = new(perSecond: 10, burst: 3, time);

        for (int i = 0; i < 3; i++) bucket.Take().ShouldBe(TimeSpan.Zero);
        bucket.Take().ShouldBe(TimeSpan.FromSeconds(0.1));
        bucket.Take().ShouldBe(TimeSpan.FromSeconds(0.2));
        time.Advance(TimeSpan.FromSeconds(10));
        bucket.Take().ShouldBe(TimeSpan.Zero);
    }

    private static async Task<(WebSocket Ours, WebSocket Theirs)> PairAsync()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Socket ours = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { SendBufferSize = 4096 };
        await ours.ConnectAsync(listener.LocalEndpoint);
        var theirs = await listener.AcceptSocketAsync();
        return (
            WebSocket.CreateFromStream(new NetworkStream(ours, ownsSocket: true), new WebSocketCreationOptions { IsServer = true }),
            WebSocket.CreateFromStream(new NetworkStream(theirs, ownsSocket: true), new WebSocketCreationOptions { IsServer = false }));
    }
}
