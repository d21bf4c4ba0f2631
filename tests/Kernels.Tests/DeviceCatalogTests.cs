namespace MandelActors.Kernels.Tests;

public sealed class DeviceCatalogTests
{
    [Theory]
    [InlineData("cpu")]
    [InlineData("*")]
    [InlineData("CPU")]
    [InlineData("c?u")]
    [InlineData("cpu, cpu, *")]
    public void A_name_or_pattern_selects_each_device_once(string selection) =>
        new DeviceCatalog().Select(selection).Select(device => device.Id).ShouldBe(["cpu"]);

    [Theory]
    [InlineData("gpu", "gpu")]
    [InlineData("cpu,opencl:*", "opencl:*")]
    [InlineData("", "")]
    [InlineData("cpu,", "")]
    public void An_unknown_name_is_an_error_that_lists_what_there_is(string selection, string name) =>
        Should.Throw<UnknownDeviceException>(() => new DeviceCatalog().Select(selection)).Message
            .ShouldBe($"no device is called \"{name}\" here; there is: cpu");

    [Fact]
    public void A_listed_device_opens_with_the_options_given()
    {
        var catalog = new DeviceCatalog(new CpuDeviceOptions(LaneWidth.Vector128, 2));
        using var device = catalog.Open(catalog.Devices.Single().Id);
        device.Info.ShouldBe(catalog.Devices.Single());
        device.Info.Driver.ShouldBe("128-bit vectors");
        Should.Throw<UnknownDeviceException>(() => catalog.Open("gpu"));
    }
}
