using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using MandelActors.Farm.Seeds;
using MandelActors.Farm.Seeds.Security;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Documents;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Seeds;

/// <summary>What strangers, and friends who go too far, can do to a seed.</summary>
public sealed class SeedSecurityTests : IDisposable
{
    private const string Reader = "5q4uYk0oKJm3wXy7Zr1tPb9sVd2fGh6a";
    private const string Sender = "nB8cLx3vMw5zQk1jHf7gTd9rSy2pEa4u";
    private const string Worker = "Wq1eRt2yUi3oPa4sDf5gHj6kLz7xCv8b";

    private readonly TemporaryFolder _folder = new();

    private string TokenFile
    {
        get
        {
            string path = _folder.Combine("tokens");
            File.WriteAllText(path, $"# who may come in\nread {Reader}\nsubmit {Sender}\nwork {Worker}\n");
            return path;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, 401)]
    [InlineData("Bearer ", 401)]
    [InlineData("Bearer 5q4uYk0oKJm3wXy7", 401)]
    [InlineData("Bearer 5q4uYk0oKJm3wXy7Zr1tPb9sVd2fGh6b", 401)]
    [InlineData("Basic 5q4uYk0oKJm3wXy7Zr1tPb9sVd2fGh6a", 401)]
    [InlineData("Bearer " + Reader, 200)]
    [InlineData("bearer " + Reader, 200)]
    [InlineData("Bearer " + Sender, 200)]
    [InlineData("Bearer " + Worker, 403)]
    public async Task Reading_takes_a_whole_token_with_that_role(string? authorization, int status)
    {
        await using var seed = await RunningSeed.StartAsync(options => options with { TokenFile = TokenFile });
        using HttpRequestMessage request = new(HttpMethod.Get, ApiRoutes.Jobs);
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var answer = await seed.Client.SendAsync(request);

        ((int)answer.StatusCode).ShouldBe(status);
        if (status != 200) (await RunningSeed.ProblemAsync(answer)).Detail.ShouldContain("token");
    }

    [Theory]
    [InlineData(Reader, HttpStatusCode.Forbidden)]
    [InlineData(Worker, HttpStatusCode.Forbidden)]
    [InlineData(Sender, HttpStatusCode.Created)]
    public async Task Submitting_takes_a_token_with_that_role_and_is_audited(string token, HttpStatusCode status)
    {
        await using var seed = await RunningSeed.StartAsync(options => options with { TokenFile = TokenFile });
        seed.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        using var answer = await seed.SubmitAsync();

        answer.StatusCode.ShouldBe(status);
        string audit = await File.ReadAllTextAsync(Path.Combine(seed.Store, "audit.log"));
        audit.ShouldContain("\"command\":\"submit\"");
        audit.ShouldContain($"\"outcome\":\"{(int)status}\"");
        audit.ShouldNotContain(token);
    }

    [Fact]
    public async Task Two_tokens_in_one_request_are_none()
    {
        await using var seed = await RunningSeed.StartAsync(options => options with { TokenFile = TokenFile });

        var (status, _) = await RawRequest.SendAsync(seed.Host.Address, $"GET {ApiRoutes.Jobs} HTTP/1.1", $"Authorization: Bearer {Reader}", $"Authorization: Bearer {Reader}");

        status.ShouldBe(401);
    }

    [Fact]
    public async Task Beyond_loopback_no_seed_starts_without_tokens()
    {
        var options = RunningSeed.OptionsFor(_folder) with { Listen = new IPEndPoint(IPAddress.Any, 0) };

        (await Should.ThrowAsync<BadInputException>(() => SeedHost.StartAsync(options, CancellationToken.None))).Message.ShouldContain("--token-file");
    }

    [Theory]
    [InlineData("short")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("boss 5q4uYk0oKJm3wXy7Zr1tPb9sVd2fGh6a")]
    [InlineData("# nothing")]
    public void A_token_file_that_keeps_nobody_out_is_refused_with_what_helps(string content)
    {
        string path = _folder.Combine("tokens");
        File.WriteAllText(path, content);

        Should.Throw<BadInputException>(() => TokenTable.Read(path)).Message.ShouldContain(content.StartsWith("boss", StringComparison.Ordinal) ? "boss" : "/dev/urandom");
    }

    [Theory]
    [InlineData("Host: evil.example")]
    [InlineData("Host: 127.0.0.1.evil.example")]
    public async Task A_page_elsewhere_cannot_pass_itself_off_as_this_machine(string host)
    {
        await using var seed = await RunningSeed.StartAsync();

        var (status, _) = await RawRequest.SendAsync(seed.Host.Address, $"GET {ApiRoutes.Jobs} HTTP/1.1", host);

        status.ShouldBe(400);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task A_page_of_another_site_commands_nothing(string header, string value)
    {
        await using var seed = await RunningSeed.StartAsync();
        var job = await seed.SubmittedAsync();
        using HttpRequestMessage request = new(HttpMethod.Post, ApiRoutes.Act(job, "cancel"));
        request.Headers.Add(header, value);

        using var answer = await seed.Client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await seed.ViewAsync(job)).State.ShouldNotBe("cancelled");
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_without_being_read()
    {
        await using var seed = await RunningSeed.StartAsync();

        // Ten gigabytes are announced and not a byte of them is sent.
        var (status, answer) = await RawRequest.SendAsync(seed.Host.Address, $"POST {ApiRoutes.Jobs} HTTP/1.1", "Content-Type: application/json", "Content-Length: 10737418240");

        status.ShouldBe(413);
        answer.ShouldContain("at most");
    }

    [Fact]
    public async Task A_body_of_unsaid_length_is_read_up_to_the_limit_and_no_further()
    {
        await using var seed = await RunningSeed.StartAsync();
        using TcpClient client = new();
        await client.ConnectAsync(seed.Host.Address.Host, seed.Host.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {ApiRoutes.Jobs} HTTP/1.1\r\nHost: {seed.Host.Address.Authority}\r\nTransfer-Encoding: chunked\r\n\r\n"));
        byte[] chunk = [.. "10000\r\n"u8, .. Enumerable.Repeat((byte)' ', 0x10000), .. "\r\n"u8];
        long sent = 0;
        var answer = RawRequest.ReadAsync(stream);
        try
        {
            while (!answer.IsCompleted && sent < 1L << 30)
            {
                await stream.WriteAsync(chunk);
                sent += chunk.Length;
            }
        }
        catch (IOException)
        {
            // Cut off, as it should be.
        }

        // What the sockets of both sides hold comes on top of the limit.
        sent.ShouldBeLessThan(64L << 20);
        (await answer).Status.ShouldBeOneOf(413, 0);
    }

    [Fact]
    public async Task A_body_that_trickles_in_is_cut_off()
    {
        await using var seed = await RunningSeed.StartAsync();
        using TcpClient client = new();
        await client.ConnectAsync(seed.Host.Address.Host, seed.Host.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {ApiRoutes.Jobs} HTTP/1.1\r\nHost: {seed.Host.Address.Authority}\r\nContent-Length: 100000\r\n\r\n"));
        var answer = RawRequest.ReadAsync(stream);
        int sent = 0;
        try
        {
            for (; !answer.IsCompleted && sent < 100_000; sent++)
            {
                await stream.WriteAsync("x"u8.ToArray());
                await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMilliseconds(50)));
            }
        }
        catch (IOException)
        {
            // Cut off, as it should be.
        }

        (await answer).Status.ShouldBeOneOf(408, 0);
        sent.ShouldBeLessThan(100_000, "the body was let in, however slow");
    }

    [Fact]
    public async Task Deep_JSON_is_refused_in_one_line()
    {
        await using var seed = await RunningSeed.StartAsync();

        using var answer = await seed.Client.PostAsync(ApiRoutes.Jobs, new StringContent($"{{\"scene\":{string.Concat(Enumerable.Repeat("{\"a\":", 100_000))}1{new string('}', 100_001)}"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await RunningSeed.ProblemAsync(answer);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"scene\":null}")]
    [InlineData("{\"scene\":[]}")]
    [InlineData("{\"scene\":{}}")]
    [InlineData("{\"scene\":{\"kind\":\"mandelbrot-zoom\",\"path\":{\"keys\":[{\"location\":\"/etc/passwd.toml\"}]}}}")]
    [InlineData("{\"scene\":{\"kind\":\"mandelbrot-zoom\"},\"key\":\"\"}")]
    [InlineData("{\"scene\":{\"kind\":\"mandelbrot-zoom\"},\"priority\":101}")]
    [InlineData("{\"scene\":{\"kind\":\"mandelbrot-zoom\"},\"requireTags\":[\"a/b\"]}")]
    [InlineData("{\"scene\":{\"kind\":\"mandelbrot-zoom\"},\"requireTags\":null}")]
    [InlineData("{\"scene\":{\"kind\":\"mandelbrot-zoom\"},\"maxDevices\":0}")]
    public async Task What_is_no_order_is_refused_and_leaves_nothing(string body)
    {
        await using var seed = await RunningSeed.StartAsync();

        using var answer = await seed.Client.PostAsync(ApiRoutes.Jobs, new StringContent(body));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await RunningSeed.ProblemAsync(answer)).Detail.ShouldNotContain("   at ");
        Directory.GetDirectories(Path.Combine(seed.Store, "jobs")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Huge_headers_are_cut_off()
    {
        await using var seed = await RunningSeed.StartAsync();

        var (one, _) = await RawRequest.SendAsync(seed.Host.Address, $"GET {ApiRoutes.Jobs} HTTP/1.1", $"X: {new string('x', 100_000)}");
        var (line, _) = await RawRequest.SendAsync(seed.Host.Address, $"GET /{new string('x', 100_000)} HTTP/1.1");

        one.ShouldBeOneOf(431, 0);
        line.ShouldBeOneOf(414, 0);
    }

    [Theory]
    [InlineData("GET", "/api/jobs/..%2f..%2fetc")]
    [InlineData("GET", "/api/jobs/%00")]
    [InlineData("GET", "/api/jobs/../../etc/passwd")]
    [InlineData("GET", "/api/nothing")]
    [InlineData("POST", "/api/jobs/unknown/explode")]
    [InlineData("POST", "/api/jobs/unknown/pause")]
    public async Task What_is_not_there_is_said_in_one_line(string method, string path)
    {
        await using var seed = await RunningSeed.StartAsync();

        var (status, answer) = await RawRequest.SendAsync(seed.Host.Address, $"{method} {path} HTTP/1.1", "Content-Length: 0");

        status.ShouldBeOneOf(400, 404, 405);
        answer.ShouldNotContain("Exception");
    }
}
