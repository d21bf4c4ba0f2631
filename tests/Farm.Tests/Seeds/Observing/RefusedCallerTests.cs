using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MandelActors.Protocol.Api;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Seeds.Observing;

/// <summary>Whoever is turned away at the door leaves a trace: a count, and where it matters a line.</summary>
public sealed class RefusedCallerTests : IDisposable
{
    private const string Right = "5q4uYk0oKJm3wXy7Zr1tPb9sVd2fGh6a";
    private const string Wrong = "WrongWrongWrongWrongWrongWrong12";

    private readonly TemporaryFolder _folder = new();
    private readonly LogLines _lines = new();

    public void Dispose()
    {
        _lines.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_wrong_token_leaves_one_line_with_the_address_and_never_the_token()
    {
        await using var seed = await RunningSeed.StartAsync(options => options with { TokenFile = Tokens(), LogOutput = _lines });
        (await AskAsync(seed, null)).ShouldBe(HttpStatusCode.Unauthorized);
        for (int i = 0; i < 5; i++) (await AskAsync(seed, Wrong)).ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync(seed, Right)).ShouldBe(HttpStatusCode.OK);

        string line = _lines.All.Where(line => line.Contains("shows a token", StringComparison.Ordinal)).ShouldHaveSingleItem();
        line.ShouldContain("\"level\":\"warning\"");
        line.ShouldContain("127.0.0.1");
        string.Join('\n', _lines.All).ShouldNotContain(Wrong[..8]);
        var measured = await MeasureAsync(seed.Client);
        measured["mandel_requests_refused_total{reason=\"wrong-token\"}"].ShouldBe(5);
        measured["mandel_requests_refused_total{reason=\"no-token\"}"].ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_does_not_speak_TLS_leaves_one_line_and_others_none()
    {
        var (certificate, key) = Certificate();
        await using var seed = await RunningSeed.StartAsync(options => options with { TokenFile = Tokens(), TlsCertificate = certificate, TlsKey = key, LogOutput = _lines });
        using HttpClient client = new(new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator });
        client.BaseAddress = seed.Host.Address;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Right);
        (await client.GetAsync(ApiRoutes.Live)).StatusCode.ShouldBe(HttpStatusCode.OK);
        for (int i = 0; i < 3; i++) await SpeakPlainlyAsync(seed.Host.Address);

        const string handshakes = "mandel_requests_refused_total{reason=\"handshake\"}";
        double counted = 0;
        await Eventually.TrueAsync(async () => (counted = (await MeasureAsync(client))[handshakes]) >= 3, () => $"{counted} handshakes failed");

        counted.ShouldBe(3);
        // Counted first, then told.
        string[] Told() => [.. _lines.All.Where(line => line.Contains("TLS", StringComparison.Ordinal))];
        await Eventually.TrueAsync(() => Told().Length > 0, () => "nothing is said of it");
        Told().ShouldHaveSingleItem().ShouldContain("127.0.0.1");
    }

    private static async Task<HttpStatusCode> AskAsync(RunningSeed seed, string? token)
    {
        seed.Client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await seed.Client.GetAsync(ApiRoutes.Jobs);
        return answer.StatusCode;
    }

    private static async Task<PrometheusReader> MeasureAsync(HttpClient client) => new(await client.GetStringAsync(ApiRoutes.Metrics));

    private static async Task SpeakPlainlyAsync(Uri seed)
    {
        using TcpClient client = new();
        await client.ConnectAsync(seed.Host, seed.Port);
        await client.GetStream().WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray());
        try
        {
            while (await client.GetStream().ReadAsync(new byte[100]) > 0)
            {
                // An alert, then the end.
            }
        }
        catch (IOException)
        {
            // Cut off: the same.
        }
    }

    private string Tokens()
    {
        string path = _folder.Combine("tokens");
        File.WriteAllText(path, $"read {Right}\n");
        return path;
    }

    private (string Certificate, string Key) Certificate()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=localhost", pair, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var (certificate, key) = (_folder.Combine("host.pem"), _folder.Combine("host.key"));
        File.WriteAllText(certificate, made.ExportCertificatePem());
        File.WriteAllText(key, pair.ExportPkcs8PrivateKeyPem());
        return (certificate, key);
    }
}
