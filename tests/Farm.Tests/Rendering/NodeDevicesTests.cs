using System.Collections;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Settings;
using MandelActors.Kernels;
using MandelActors.Protocol.Documents;

namespace MandelActors.Farm.Tests.Rendering;

public sealed class NodeDevicesTests
{
    [Theory]
    [InlineData("cpu")]
    [InlineData("*")]
    [InlineData("cp?,CPU")]
    public void The_processor_answers_to_its_name(string list)
    {
        var devices = new NodeDevices(SettingsLoader.Reference);

        var chosen = devices.Select(list, "--devices").ShouldHaveSingleItem();
        using var device = devices.Open(chosen);
        device.Info.Id.ShouldBe("cpu");
    }

    [Fact]
    public void An_unknown_name_lists_those_there_are()
    {
        var error = Should.Throw<BadInputException>(() => new NodeDevices(SettingsLoader.Reference).Select("opencl:99:99", "--devices"));

        error.Origin.ShouldBe("--devices");
        error.Message.ShouldContain("cpu");
    }

    [Theory]
    [InlineData("512", LaneWidth.Vector512)]
    [InlineData("256", LaneWidth.Vector256)]
    [InlineData("128", LaneWidth.Vector128)]
    [InlineData("scalar", LaneWidth.Scalar)]
    [InlineData("auto", LaneWidth.Auto)]
    public void Settings_reach_the_kernel(string lanes, LaneWidth width)
    {
        var settings = SettingsLoader.Load(null, [$"kernel.lanes={lanes}", "kernel.threads=3", "kernel.shortcuts=false"], new Hashtable());

        new NodeDevices(settings).Options.ShouldBe(new DeviceOptions(width, 3, false));
    }
}
