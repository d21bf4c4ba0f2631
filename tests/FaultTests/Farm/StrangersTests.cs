using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

namespace MandelActors.FaultTests.Farm;

/// <summary>What those do to a farm who are not of it: listen in, pretend to be its seed, and come in crowds.</summary>
[Collection(FaultGroup.Name)]
public sealed class StrangersTests(GoldenFilms golden)
{
    private const int Crowd = 10_000;

    [SkippableFact]
    public async Task A_farm_over_https_loses_nothing_and_whoever_does_not_trust_its_certificate_sends_no_token()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = new();
        (string certificate, string key) = WriteCertificate(farm);
        await farm.StartSeedAsync(flags: ["--tls-cert", certificate, "--tls-key", key]);
        farm.Seed.Address!.Scheme.ShouldBe("https");

        // The system trusts nobody who signs for himself.
        MandelResult stranger = await farm.RunClientAsync("jobs");
        stranger.ExitCode.ShouldNotBe(0);
        stranger.Errors.ShouldContain("certificate", customMessage: stranger.ToString());
        stranger.Errors.Trim().ShouldNotContain("\n");

        FarmProcess outsider = farm.StartNode();
        await Until.TrueAsync(() => outsider.Log.Contains("certificate", StringComparison.Ordinal), () => $"waiting for a node to say why it cannot join\n{outsider.Log}");
        await outsider.TerminateAsync();

        farm.Surroundings["SSL_CERT_FILE"] = certificate;
        farm.StartNode();
        MandelResult submitted = await farm.RunClientAsync("submit", FaultScene.Short.WriteTo(farm.Place("")), "--json");
        submitted.ExitCode.ShouldBe(0, submitted.ToString());
        string job = JsonDocument.Parse(submitted.Output).RootElement.Of("jobId").GetString()!;
        MandelResult watched = await farm.RunClientAsync("watch", job);
        watched.ExitCode.ShouldBe(0, $"{watched}\n{farm.Logs}");

        await farm.StopAsync();
        Journal journal = Journal.Read(Path.Combine(farm.Store, "journal.db"));
        FarmAudit.Faults(farm, job, golden.Short, journal, wasted: 0).ShouldBeEmpty(farm.Logs);
    }

    /// <summary>Each connection says nothing, as those do that are there to hold what a seed has: descriptors, memory, turns.</summary>
    [SkippableFact]
    public async Task A_crowd_of_connections_keeps_no_job_from_its_end()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        // Of those that it took it ends none while the test counts.
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 1, null, "--config", "seed.keepAliveSeconds=3600");
        await farm.UntilJoinedAsync(1);
        string job = await farm.SubmitAsync(FaultScene.Long);
        List<Socket> crowd = [];
        try
        {
            for (int number = 0; number < Crowd; number++) crowd.Add(await JoinAsync(farm.Seed.Address!));
        }
        catch (SocketException few) when (few.SocketErrorCode == SocketError.TooManyOpenSockets)
        {
            foreach (Socket socket in crowd) socket.Dispose();
            Skip.If(true, $"this process may open no more than {crowd.Count} connections: raise ulimit -n");
        }

        // Its link was there before; frames are handed in over connections that are kept.
        const long mostBytes = 600L << 20;
        using (Process seed = Process.GetProcessById(farm.Seed.Process.Id)) seed.WorkingSet64.ShouldBeLessThan(mostBytes);
        await Until.TrueAsync(() => crowd.Count(socket => socket.Poll(0, SelectMode.SelectRead)) > Crowd / 2, () => $"the seed holds them all\n{farm.Logs}");
        foreach (Socket socket in crowd) socket.Dispose();
        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: FarmCluster.PipelineDepth);
    }

    private static async Task<Socket> JoinAsync(Uri seed)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Parse(seed.Host), seed.Port);
        return socket;
    }

    private static (string Certificate, string Key) WriteCertificate(FarmCluster farm)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=a farm under test", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return (farm.Write("seed.pem", certificate.ExportCertificatePem()), farm.Write("seed.key", key.ExportPkcs8PrivateKeyPem()));
    }
}
