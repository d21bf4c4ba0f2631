using System.Net;
using System.Net.Sockets;
using System.Text;
using MandelActors.Explorer.Stacks;
using MandelActors.Protocol.Documents;

namespace MandelActors.Explorer.Tests.Stacks;

/// <summary>What no client of good will sends, byte by byte.</summary>
public sealed class HostileRequestTests
{
    [Theory]
    [InlineData("/../../../../etc/passwd")]
    [InlineData("/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/..\\..\\windows\\win.ini")]
    [InlineData("/0.0.0%2f..%2f.zarray")]
    [InlineData("/%252e%252e/.zarray")]
    [InlineData("/0.0.0%00")]
    [InlineData("//etc/passwd")]
    [InlineData("/0.0.0;x=1")]
    [InlineData("/-1.0.0")]
    [InlineData("/+1.0.0")]
    [InlineData("/%200.0.0")]
    [InlineData("/99999999999999999999999999.0.0")]
    [InlineData("/9223372036854775807.9223372036854775807.9223372036854775807")]
    [InlineData("/level/-1.png")]
    [InlineData("/level/99999999999999999999.png")]
    [InlineData("/level/..%2f0.png")]
    [InlineData("/level/0.png/0.png")]
    [InlineData("/level/.png")]
    [InlineData("/slice?at=-9223372036854775808:9223372036854775807:9223372036854775807,99999999999999999999")]
    [InlineData("/slice?at=0&as=%3Cscript%3E")]
    [InlineData("/slice/0")]
    public async Task A_strange_path_is_refused_in_one_line_and_reaches_nothing(string path)
    {
        await using var served = await ServedStack.StartAsync(ServedStack.SmallScene());

        var answer = await SendAsync(served, $"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        ShouldBeRefused(answer, 400, 404);
        served.Device.Calls.ShouldBe(0);
        (await served.Client.GetByteArrayAsync(new Uri(".zarray", UriKind.Relative))).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(3000, 404)]
    [InlineData(5000, 414)]
    public async Task A_long_name_is_no_name_and_a_very_long_one_is_not_read(int length, int status)
    {
        await using var served = await ServedStack.StartAsync(ServedStack.SmallScene());

        ShouldBeRefused(await SendAsync(served, $"GET /{new string('0', length)}.0.0 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), status);
        ShouldBeRefused(await SendAsync(served, $"GET /{string.Concat(Enumerable.Repeat("0.", length / 2))}0 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), status);
    }

    [Theory]
    [InlineData("headers without end", "GET / HTTP/1.1\r\nHost: localhost\r\nX: HUGE\r\n\r\n", 431)]
    [InlineData("another's name for this machine", "GET /.zarray HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n", 400)]
    [InlineData("no name at all", "GET /.zarray HTTP/1.1\r\nConnection: close\r\n\r\n", 400)]
    [InlineData("something to store", "PUT /0.0.0 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc", 405)]
    [InlineData("something to remove", "DELETE /0.0.0 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 405)]
    [InlineData("no HTTP", "hello\r\n\r\n", 400)]
    public async Task A_strange_request_is_refused(string what, string request, int status)
    {
        await using var served = await ServedStack.StartAsync(ServedStack.SmallScene());

        var answer = await SendAsync(served, request.Replace("HUGE", new string('x', 20_000), StringComparison.Ordinal));

        answer.ShouldStartWith($"HTTP/1.1 {status} ", customMessage: what);
        served.Device.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task A_port_in_use_is_bad_input_and_what_others_could_reach_is_too()
    {
        await using var served = await ServedStack.StartAsync(ServedStack.SmallScene());
        using var device = new WatchedDevice();

        var taken = await Should.ThrowAsync<BadInputException>(StackServer.StartAsync(served.Scene, device, new IPEndPoint(IPAddress.Loopback, served.Address.Port), 1, CancellationToken.None));
        var open = await Should.ThrowAsync<BadInputException>(StackServer.StartAsync(served.Scene, device, new IPEndPoint(IPAddress.Any, 0), 1, CancellationToken.None));

        taken.Message.ShouldContain($"--listen 127.0.0.1:{served.Address.Port}: expected a port that is free");
        open.Message.ShouldContain("no token yet");
    }

    private static void ShouldBeRefused(string answer, params int[] statuses)
    {
        var status = int.Parse(answer.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);
        statuses.ShouldContain(status, answer);
        answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].TrimEnd('\n').ShouldNotContain('\n');
        answer.ShouldNotContain("   at ");
    }

    private static async Task<string> SendAsync(ServedStack served, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, served.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer);
        }
        catch (IOException)
        {
            // The server need not read what it refuses: the connection is then reset behind the answer.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
