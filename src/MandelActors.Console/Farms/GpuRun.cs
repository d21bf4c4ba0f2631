using MandelActors.Console.Observing;
using MandelActors.Console.Output;
using MandelActors.Farm.Links;
using MandelActors.Farm.Nodes;
using MandelActors.Farm.Observing;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Store;
using MandelActors.Farm.Transport;
using Microsoft.Extensions.Logging;

namespace MandelActors.Console.Farms;

/// <summary><c>mandel gpu</c>: offers this machine's devices to a farm until it is interrupted, and says what becomes of the link.</summary>
internal static class GpuRun
{
    /// <inheritdoc cref="NodeRun.RunAsync" path="/exception"/>
    /// <exception cref="OperationCanceledException">The token was cancelled: there is no other good end. What is finished is kept in the spool.</exception>
    public static async Task<int> RunAsync(GpuOrder order, CancellationToken cancellationToken)
    {
        NodeRun.RequireValid(order.Seeds, order.Name, order.Tags);
        using var export = OtlpExport.Start(order.Settings.Telemetry, "mandel-gpu", order.Name);
        using var spool = FrameSpool.Open(order.Spool ?? FrameSpool.DefaultFolder(order.Name), order.Settings.Transport, TimeProvider.System);
        var devices = new NodeDevices(order.Settings, ReferenceStore.Of(spool.Folder, order.Settings.Store));
        using var log = new FarmLog(System.Console.Error, isForPeople: !order.Json, TimeProvider.System);
        using var logs = LoggerFactory.Create(builder => builder.AddProvider(log));
        var chosen = order.Devices is { } list ? devices.Select(list, "--devices") : devices.Offered;
        var opened = chosen.Select(devices.Open).ToArray();
        try
        {
            var node = new NodeOrder(order.Seeds, order.Name, opened, order.Settings) { Token = order.Token, Tags = order.Tags, Shared = order.Shared, Logs = logs };
            var offer = string.Join(", ", chosen.Select(device => device.Id));
            await new NodeRun(node, spool, report => Say(order, offer, report)).RunAsync(cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            foreach (var device in opened) device.Dispose();
        }

        return Shell.ExitCode.Failed;
    }

    /// <remarks>People find in the node's log, on standard error, when a link was lost and why.</remarks>
    private static void Say(GpuOrder order, string offer, LinkReport report)
    {
        switch (report)
        {
            case LinkReport.Connected joined when order.Json:
                JsonLine.Write(System.Console.Out, json =>
                {
                    json.WriteString("event", "joined");
                    json.WriteString("node", order.Name);
                    json.WriteString("seed", Shown(joined.Seed));
                    json.WriteString("seedName", joined.Name);
                });
                break;
            case LinkReport.Connected joined:
                Write($"node {order.Name} ({offer}) works for {Shown(joined.Seed)}; Ctrl-C ends it");
                break;
            case LinkReport.Lost lost when order.Json:
                JsonLine.Write(System.Console.Out, json =>
                {
                    json.WriteString("event", "lost");
                    json.WriteString("node", order.Name);
                    json.WriteString("seed", Shown(lost.Seed));
                    json.WriteString("reason", lost.Reason);
                    json.WriteNumber("againSeconds", Math.Round(lost.Again.TotalSeconds, 3));
                });
                break;
        }
    }

    private static string Shown(Uri seed) => seed.GetLeftPart(UriPartial.Path).TrimEnd('/');

    private static void Write(string line)
    {
        System.Console.Out.WriteLine(line.ReplaceLineEndings(" "));
        System.Console.Out.Flush();
    }
}
