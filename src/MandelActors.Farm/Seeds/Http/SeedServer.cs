using System.Net;
using System.Net.Sockets;
using MandelActors.Farm.Seeds.Observing;
using MandelActors.Farm.Seeds.Security;
using MandelActors.Farm.Transport;
using MandelActors.Protocol.Documents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MandelActors.Farm.Seeds.Http;

/// <summary>The seed's HTTP server: Kestrel with its limits, and what every request passes before an endpoint sees it.</summary>
internal static class SeedServer
{
    /// <summary>The longest address: a job, a file name, and room for what is asked of a stack.</summary>
    private const int LongestRequestLine = 8 << 10;

    private const int LargestHeaders = 16 << 10;
    private const int MostHeaders = 64;

    /// <summary>Names by which this machine knows itself. A page elsewhere that gives itself this machine's address comes under its own name, and is refused.</summary>
    private static readonly string[] OwnNames = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Builds the server; it does not listen yet.</summary>
    /// <exception cref="BadInputException">Tokens or certificate cannot be used.</exception>
    public static WebApplication Build(
        SeedOptions options, SeedStore store, SeedState seed, AccessControl access, RequestRate rate, FrameReceiver frames, RecentLog recent, PrometheusText measurements, RefusalTally refusals, ILoggerProvider logs)
    {
        var certificate = ServerCertificate.Read(options.TlsCertificate, options.TlsKey);
        // Nothing from environment or settings files of the folder it happens to be started in.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        // That the host does not start is told to whoever starts it, as an exception.
        builder.Logging.AddProvider(logs).SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        WebApplication? application = null;
        ILogger LogOf(string category) => application!.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            Limit(kestrel.Limits, options);
            kestrel.AddServerHeader = false;
            kestrel.Listen(options.Listen, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                if (certificate is var (shown, chain))
                    listen.UseTls(tls => tls.UseHttps(https => (https.ServerCertificate, https.ServerCertificateChain) = (shown, chain)), refusals, () => LogOf("Gate"));
            });
        });
        if (certificate is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddRoutingCore();
        // Beyond loopback tokens tell who asks, and a seed has more names than it can know of.
        if (IPAddress.IsLoopback(options.Listen.Address))
            builder.Services.Configure<HostFilteringOptions>(filter => filter.AllowedHosts = [.. OwnNames, NameOf(options.Listen.Address)]);
        application = builder.Build();
        AuditLog audit = new(store.Audit, (long)options.Settings.Seed.AuditMiB << 20, options.Time, LogOf("Audit"));
        Gate gate = new(seed, access, rate, audit, refusals, LogOf("Gate"));
        application.Use(gate.AnswerAsync);
        if (IPAddress.IsLoopback(options.Listen.Address)) application.UseHostFiltering();
        application.UseRouting();
        application.Use(gate.AdmitAsync);
        SeedRoutes routes = new(application, seed);
        JobEndpoints.Map(routes);
        FileEndpoints.Map(routes);
        FarmEndpoints.Map(routes, recent, measurements);
        HealthEndpoints.Map(routes, store);
        NodeEndpoints.Map(application, seed, frames);
        options.MapMore?.Invoke(routes);
        return application;
    }

    /// <summary>Starts to listen.</summary>
    /// <returns>Where, with the port it got.</returns>
    /// <exception cref="BadInputException">The address cannot be had.</exception>
    public static async Task<Uri> ListenAsync(WebApplication application, IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        try
        {
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            return new Uri(application.Urls.Single());
        }
        catch (Exception problem) when (problem is SocketException || problem.InnerException is AddressInUseException or SocketException)
        {
            throw new BadInputException($"--listen {endpoint}", "", Explain(problem));
        }
    }

    private static string Explain(Exception problem) => (problem as SocketException ?? problem.GetBaseException() as SocketException)?.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "another program listens there already, most likely another seed; end it, or name another port, of which port 0 takes any",
        SocketError.AddressNotAvailable => "this machine has no such address; name one that it has, or 0.0.0.0 for all",
        SocketError.AccessDenied => "this user may not listen there; name a port of 1024 or more",
        _ => $"expected an address of this machine with a port that is free and allowed ({problem.GetBaseException().Message})",
    };

    private static void Limit(KestrelServerLimits limits, SeedOptions options)
    {
        var seed = options.Settings.Seed;
        limits.MaxRequestLineSize = LongestRequestLine;
        limits.MaxRequestHeadersTotalSize = LargestHeaders;
        limits.MaxRequestHeaderCount = MostHeaders;
        // Endpoints that take a body say how large it may be.
        limits.MaxRequestBodySize = 0;
        limits.MaxConcurrentConnections = seed.MaxConnections;
        limits.MaxConcurrentUpgradedConnections = seed.MaxConnections;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(seed.HeaderTimeoutSeconds);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(seed.KeepAliveSeconds);
        limits.MinRequestBodyDataRate = new MinDataRate(seed.MinBytesPerSecond, TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(seed.MinBytesPerSecond, TimeSpan.FromSeconds(5));
    }

    private static string NameOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
}
