using System.Text.RegularExpressions;
using MandelActors.Farm.Nodes;
using MandelActors.Farm.Seeds.Observing;
using MandelActors.Farm.Settings;
using MandelActors.Farm.Transport;
using MandelActors.Kernels;
using MandelActors.Protocol.Ids;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Nodes;

public sealed partial class NodeMeterTests
{
    [Fact]
    public void A_node_measures_what_the_table_says()
    {
        string table = File.ReadAllText(RepositoryRoot.Combine("src", "MandelActors.Farm", "Seeds", "Observing", "README.md")).Split("## A node's own")[1];
        using TemporaryFolder folder = new();
        using var spool = FrameSpool.Open(folder.Combine("spool"), SettingsLoader.Reference.Transport, TimeProvider.System);
        using CpuDevice cpu = new(new DeviceOptions(Threads: 1));
        NodeDevice device = new(new DeviceId("rack1/cpu"), cpu);
        using PrometheusText text = new(spool);
        using NodeMeter meter = new([device], spool, () => true);
        device.Use.Begin(CancellationToken.None);
        device.Use.End(isFinished: true);

        PrometheusReader measured = new(text.Write());

        measured.Types.Where(entry => entry.Key.StartsWith("mandel_node_", StringComparison.Ordinal)).Select(entry => (entry.Key, entry.Value)).Order()
            .ShouldBe(Row().Matches(table).Select(row => (row.Groups[1].Value, row.Groups[2].Value)).Order());
        measured["mandel_node_frames_computed_total{device=\"rack1/cpu\"}"].ShouldBe(1);
        (measured["mandel_node_linked"], measured["mandel_node_spool_frames"], measured["mandel_node_spool_bytes"]).ShouldBe((1, 0, 0));
    }

    [GeneratedRegex(@"^\| `(mandel_node_\w+)` \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
