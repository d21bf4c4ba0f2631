using System.Globalization;

using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

using Xunit.Abstractions;

namespace MandelActors.FaultTests.Farm;

/// <summary>Messages between a node and its seed that come late, twice, in another order or not at all, and requests that come twice.</summary>
/// <remarks>Which ones is left to chance: the number is printed, and <c>MANDEL_FAULT_SEED</c> repeats it.</remarks>
[Collection(FaultGroup.Name)]
public sealed class RelayTests(GoldenFilms golden, ITestOutputHelper output)
{
    /// <summary>What a side says that hears a message in an order that no network makes.</summary>
    private const string Objection = "something on the way repeats, drops or reorders them";

    [SkippableFact]
    public async Task Messages_that_come_late_cost_no_frame_and_no_link()
    {
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        (string job, LinkRelay relay) = await HarmedAsync(farm, new RelayHarm(Delayed: 5), landed: 8);
        await using LinkRelay open = relay;

        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: 0);
        farm.Logs.ShouldNotContain("the link of node n1 ended: something");
    }

    /// <summary>Whoever hears of it ends the link and says why; the node dials again, and knows what it holds. Each kind alone: <c>LinkSocketTests</c>.</summary>
    [SkippableFact]
    public async Task Links_end_with_a_clear_line_and_come_back_where_messages_come_twice_or_in_another_order_or_not_at_all()
    {
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        (string job, LinkRelay relay) = await HarmedAsync(farm, new RelayHarm(Repeated: 20, Swapped: 20, Dropped: 20), landed: 6);
        await using LinkRelay open = relay;

        await Until.TrueAsync(() => farm.Logs.Contains(Objection, StringComparison.Ordinal), () => $"waiting until a side says what it heard\n{farm.Logs}");
        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: (relay.Harmed + 1) * FarmCluster.PipelineDepth);
    }

    [SkippableFact]
    public async Task Requests_that_come_twice_hand_in_every_frame_once()
    {
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        (string job, LinkRelay relay) = await HarmedAsync(farm, new RelayHarm(RequestsRepeated: 2), landed: 10);
        await using LinkRelay open = relay;

        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: 0);
    }

    /// <returns>A job under way over a relay that has done its harm, and does no more.</returns>
    private async Task<(string Job, LinkRelay Relay)> HarmedAsync(FarmCluster farm, RelayHarm harm, int landed)
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        int chance = int.TryParse(Environment.GetEnvironmentVariable("MANDEL_FAULT_SEED"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int given) ? given : Environment.TickCount;
        output.WriteLine($"MANDEL_FAULT_SEED={chance}");
        LinkRelay relay = await LinkRelay.StartAsync(farm.Seed.Address!, harm, chance);
        farm.StartNode(seeds: [relay.Address]);
        string job = await farm.SubmitAsync(FaultScene.Long);
        await farm.UntilAsync(job, now => relay.Harmed >= landed || now.IsOver, $"{landed} messages were harmed");
        relay.Harmed.ShouldBeGreaterThanOrEqualTo(landed, "the job was over before the harm was done");
        relay.IsHarmful = false;
        return (job, relay);
    }
}
