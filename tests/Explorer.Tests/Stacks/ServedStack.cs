using System.Net;
using System.Text;
using MandelActors.Explorer.Stacks;
using MandelActors.Imaging.Palettes;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Explorer.Tests.Stacks;

/// <summary>A small stack behind a real server on a port of its own, and a client.</summary>
internal sealed class ServedStack : IAsyncDisposable
{
    private readonly StackServer _server;

    private ServedStack(StackServer server, StackScene scene, WatchedDevice device)
    {
        (_server, Scene, Device) = (server, scene, device);
        Client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(2) };
    }

    public StackScene Scene { get; }

    public WatchedDevice Device { get; }

    public HttpClient Client { get; }

    public Uri Address => _server.Address;

    /// <summary>40 levels of 32 × 48 in chunks of 20 × 20.</summary>
    public static StackScene SmallScene(params string[] assignments) => SceneOf(
        """
        {
          "kind": "mandelbrot-stack", "image": { "width": 48, "height": 32 }, "centre": { "re": "-0.743645857047151", "im": "0.13182592380533" },
          "radius": "1.5", "levels": 40, "zoomPerLevel": "1.25", "iterations": 300, "escape": { "radius": 2, "count": "whole" }, "array": { "chunks": [1, 20, 20] }
        }
        """,
        assignments);

    /// <param name="scene">What is served.</param>
    /// <param name="address">Where; null for 127.0.0.1.</param>
    public static async Task<ServedStack> StartAsync(StackScene scene, IPAddress? address = null)
    {
        var device = new WatchedDevice();
        return new ServedStack(await StackServer.StartAsync(scene, device, new IPEndPoint(address ?? IPAddress.Loopback, 0), 1 << 20, CancellationToken.None), scene, device);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        Device.Dispose();
    }

    private static StackScene SceneOf(string text, string[] assignments)
    {
        var document = DocumentReader.Read(Encoding.UTF8.GetBytes(text), "test");
        foreach (var assignment in assignments)
        {
            var at = assignment.IndexOf('=', StringComparison.Ordinal);
            new DocumentOverride(assignment, assignment[..at], assignment[(at + 1)..]).ApplyTo(document);
        }

        return (StackScene)SceneParser.Parse(document, Palette.Names);
    }
}
