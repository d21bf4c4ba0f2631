using System.Net;
using System.Net.Sockets;
using MandelActors.Kernels;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace MandelActors.Explorer.Stacks;

/// <summary>A server of its own for one lazy stack, for programs on this machine.</summary>
public sealed class StackServer : IAsyncDisposable
{
    /// <summary>Slices are short; nothing that is asked for here needs more.</summary>
    private const int LongestRequestLine = 4096;

    /// <summary>Far more than a cluster of clients on one machine opens: whoever comes on top is cut off, and zarr-python takes what it does not get for the fill value.</summary>
    private const int MostConnections = 1000;

    /// <summary>Names by which this machine knows itself. A page elsewhere that gives itself this machine's address comes under its own name, and is refused.</summary>
    private static readonly string[] OwnNames = ["localhost", "127.0.0.1", "[::1]"];

    private readonly WebApplication _application;
    private readonly StackSource _stack;

    private StackServer(WebApplication application, StackSource stack) => (_application, _stack) = (application, stack);

    /// <summary>Where it listens, with the port it got.</summary>
    public Uri Address => new(_application.Urls.Single());

    /// <summary>Starts to listen.</summary>
    /// <param name="scene">What is served.</param>
    /// <param name="device">What computes; the caller's, who disposes of it after the server.</param>
    /// <param name="endpoint">A loopback address; port 0 takes any that is free.</param>
    /// <param name="cacheBytes">What finished chunks and pictures may fill.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="BadInputException">The endpoint is no loopback address, or cannot be had.</exception>
    public static async Task<StackServer> StartAsync(StackScene scene, IDevice device, IPEndPoint endpoint, long cacheBytes, CancellationToken cancellationToken)
    {
        ListenAddress.RequireLoopback(endpoint);
        // Nothing from environment or settings files of the folder it happens to be started in.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Listen(endpoint, listen => listen.Protocols = HttpProtocols.Http1);
            options.Limits.MaxRequestLineSize = LongestRequestLine;
            options.Limits.MaxRequestHeadersTotalSize = 4 * LongestRequestLine;
            options.Limits.MaxRequestBodySize = 0;
            options.Limits.MaxConcurrentConnections = MostConnections;
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostFilteringOptions>(options => options.AllowedHosts = [.. OwnNames, NameOf(endpoint.Address)]);
        var application = builder.Build();
        application.UseHostFiltering();
        application.UseRouting();
        var server = new StackServer(application, new StackSource(scene, device));
        StackEndpoints.Map(application, server._stack, new ChunkCache(cacheBytes));
        try
        {
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch (Exception e)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            if (e is SocketException || e.InnerException is AddressInUseException or SocketException)
                throw new BadInputException($"--listen {endpoint}", "", $"expected a port that is free and allowed ({(e.InnerException ?? e).Message}); port 0 takes any");
            throw;
        }
    }

    /// <summary>Stops at once: half-sent answers are broken off.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stack.DisposeAsync().ConfigureAwait(false);
        await _application.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    private static string NameOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
}
