using MandelActors.Farm.Coordination;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Tests.Coordination;

/// <summary>Which devices work for which job.</summary>
public sealed class PlacementTests
{
    private static readonly JobId Job = new("a"), Other = new("b");

    private readonly Placement<string> _placement = new();

    [Fact]
    public void A_job_gets_every_device_of_the_nodes_that_have_its_tags()
    {
        Add("rack1", ["gpu", "big"], 2);
        Add("rack2", ["gpu"], 1);
        _placement.AddJob(Job, ["gpu", "big"], null);

        _placement.Fill(Job).ShouldHaveSingleItem().Node.ShouldBe("rack1");
        _placement.JobsOf(new DeviceId("rack1/1")).ShouldBe([Job]);
        _placement.JobsOf(new DeviceId("rack2/0")).ShouldBeEmpty();
    }

    [Fact]
    public void A_limited_job_gets_another_device_when_one_leaves_and_no_more_before()
    {
        Add("rack1", [], 1);
        Add("rack2", [], 1);
        _placement.AddJob(Job, [], 1);
        string first = _placement.Fill(Job).ShouldHaveSingleItem().Node;
        _placement.Fill(Job).ShouldBeEmpty();

        _placement.RemoveNode(first);

        _placement.Fill(Job).ShouldHaveSingleItem().Node.ShouldBe(first == "rack1" ? "rack2" : "rack1");
    }

    [Fact]
    public void Limited_jobs_spread_over_devices_that_have_little_to_do()
    {
        Add("rack1", [], 2);
        _placement.AddJob(Job, [], 1);
        _placement.AddJob(Other, [], 1);

        var first = _placement.Fill(Job).Single().Devices.Single();
        var second = _placement.Fill(Other).Single().Devices.Single();

        second.ShouldNotBe(first);
    }

    [Fact]
    public void A_device_given_up_is_made_good_by_another()
    {
        Add("rack1", [], 3);
        _placement.AddJob(Job, [], 2);
        var devices = _placement.Fill(Job).Single().Devices;

        _placement.RemoveDevice(devices[0]);

        _placement.Fill(Job).Single().Devices.ShouldBe([devices[1], new DeviceId("rack1/2")], ignoreOrder: true);
    }

    [Fact]
    public void The_next_life_of_a_job_gets_everything_anew()
    {
        Add("rack1", [], 2);
        _placement.AddJob(Job, [], null);
        _placement.Fill(Job).Single().Devices.Count.ShouldBe(2);
        _placement.Fill(Job).ShouldBeEmpty();

        _placement.Release(Job);

        _placement.Fill(Job).Single().Devices.Count.ShouldBe(2);
    }

    private void Add(string node, string[] tags, int devices) =>
        _placement.AddNode(node, tags, Enumerable.Range(0, devices).Select(number => new DeviceId($"{node}/{number}")));
}
