using System.Net;
using System.Net.Sockets;
using MandelActors.Testing.Network;

namespace MandelActors.Testing.Tests.Network;

/// <summary>The disturbed network does what a test relies on, and nothing else.</summary>
public sealed class TcpProxyTests : IDisposable
{
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);

    public TcpProxyTests() => _server.Start();

    private int Port => ((IPEndPoint)_server.LocalEndpoint).Port;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Bytes_pass_both_ways_and_are_counted()
    {
        await using TcpProxy proxy = new(Port);
        using var client = await ConnectAsync(proxy);
        using var server = await _server.AcceptSocketAsync();

        await client.SendAsync("question"u8.ToArray());
        (await ReadAsync(server, 8)).ShouldBe("question"u8.ToArray());
        await server.SendAsync("yes"u8.ToArray());
        (await ReadAsync(client, 3)).ShouldBe("yes"u8.ToArray());

        // Counted once they are sent, which whoever receives them may know first.
        await Eventually.TrueAsync(() => (proxy.BytesToServer, proxy.BytesToClient) == (8, 3), () => $"{proxy.BytesToServer} and {proxy.BytesToClient} bytes were counted");
    }

    [Fact]
    public async Task One_direction_can_be_silent_while_the_other_goes_on_and_nothing_is_lost()
    {
        await using TcpProxy proxy = new(Port);
        using var client = await ConnectAsync(proxy);
        using var server = await _server.AcceptSocketAsync();
        proxy.Pause(ProxyDirection.ToServer);

        await client.SendAsync("late"u8.ToArray());
        await server.SendAsync("now"u8.ToArray());
        (await ReadAsync(client, 3)).ShouldBe("now"u8.ToArray());
        proxy.BytesToServer.ShouldBe(0);

        proxy.Resume();
        (await ReadAsync(server, 4)).ShouldBe("late"u8.ToArray());
    }

    [Fact]
    public async Task A_cut_ends_both_sides()
    {
        await using TcpProxy proxy = new(Port);
        using var client = await ConnectAsync(proxy);
        using var server = await _server.AcceptSocketAsync();

        proxy.Cut();

        await Should.ThrowAsync<Exception>(() => ReadAsync(client, 1));
        await Should.ThrowAsync<Exception>(() => ReadAsync(server, 1));
        proxy.Cuts.ShouldBe(1);
    }

    [Fact]
    public async Task A_cut_after_so_many_bytes_lets_exactly_those_pass()
    {
        await using TcpProxy proxy = new(Port);
        proxy.CutAfter(5);
        using var client = await ConnectAsync(proxy);
        using var server = await _server.AcceptSocketAsync();

        await client.SendAsync("123456789"u8.ToArray());

        await Should.ThrowAsync<Exception>(() => ReadAsync(client, 1));
        proxy.BytesToServer.ShouldBe(5);
    }

    [Fact]
    public async Task What_is_refused_never_reaches_the_server()
    {
        await using TcpProxy proxy = new(Port) { Refuses = true };
        using Socket client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        await Should.ThrowAsync<Exception>(async () =>
        {
            await client.ConnectAsync(IPAddress.Loopback, proxy.Port);
            await ReadAsync(client, 1);
        });
        _server.Pending().ShouldBeFalse();
    }

    private static async Task<Socket> ConnectAsync(TcpProxy proxy)
    {
        Socket client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, proxy.Port);
        return client;
    }

    /// <summary>Exactly so many bytes.</summary>
    /// <exception cref="IOException">The connection ended before.</exception>
    private static async Task<byte[]> ReadAsync(Socket socket, int length)
    {
        byte[] bytes = new byte[length];
        using NetworkStream stream = new(socket, ownsSocket: false);
        await stream.ReadExactlyAsync(bytes).AsTask().WaitAsync(TimeSpan.FromMinutes(1));
        return bytes;
    }
}
