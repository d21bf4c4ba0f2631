using System.Collections.Concurrent;
using MandelActors.Farm.Links;
using MandelActors.Farm.Nodes;
using MandelActors.Farm.Settings;
using MandelActors.Farm.Transport;
using MandelActors.Kernels;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Links;

/// <summary>A node as <c>mandel gpu</c> runs it, with a spool in a folder of the test's.</summary>
internal sealed class NodeBench : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly FrameSpool _spool;

    /// <param name="spool">The spool's folder.</param>
    /// <param name="devices">Stay their owner's.</param>
    /// <param name="settings"><see cref="SeedBench.Unhurried"/> when left out.</param>
    public NodeBench(Uri seed, string spool, IReadOnlyList<IDevice> devices, Func<NodeOrder, NodeOrder>? change = null, NodeSettings? settings = null)
    {
        settings ??= SeedBench.Unhurried;
        _spool = FrameSpool.Open(spool, settings.Transport, TimeProvider.System);
        NodeOrder order = new([seed], "rack1", devices, settings);
        Running = new NodeRun((change ?? (same => same))(order), _spool, Reports.Enqueue).RunAsync(_stop.Token);
    }

    public ConcurrentQueue<LinkReport> Reports { get; } = [];

    public Task Running { get; }

    public int Connects => Reports.OfType<LinkReport.Connected>().Count();

    public Task WhenConnectedAsync(int times = 1) =>
        Eventually.TrueAsync(() => Running.IsFaulted || Connects >= times, () => $"the link was made {Connects} times; {string.Join("; ", Reports)}");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _spool.Dispose();
        _stop.Dispose();
    }
}
