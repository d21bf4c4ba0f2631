using MandelActors.Kernels.OpenCl;
using MandelActors.Kernels.OpenCl.Driver;

namespace MandelActors.Kernels.Tests;

public sealed class DeviceCatalogTests
{
    /// <summary>Two GPUs of two drivers, and the processor as a third driver has it.</summary>
    private static readonly OpenClDeviceEntry[] Rack = [Entry("opencl:0:0"), Entry("opencl:0:1"), Entry("opencl:1:0", isProcessor: true)];

    [Theory]
    [InlineData("cpu", "cpu")]
    [InlineData("CPU", "cpu")]
    [InlineData("c?u", "cpu")]
    [InlineData("*", "cpu,opencl:0:0,opencl:0:1")]
    [InlineData("cpu, cpu, *", "cpu,opencl:0:0,opencl:0:1")]
    [InlineData("gpu", "opencl:0:0,opencl:0:1")]
    [InlineData("GPU,cpu", "cpu,opencl:0:0,opencl:0:1")]
    [InlineData("opencl:0:*", "opencl:0:0,opencl:0:1")]
    [InlineData("opencl:*", "opencl:0:0,opencl:0:1")]
    [InlineData("opencl:0:1,cpu", "cpu,opencl:0:1")]
    [InlineData("OpenCL:1:0", "opencl:1:0")]
    [InlineData("gpu,opencl:1:0", "opencl:0:0,opencl:0:1,opencl:1:0")]
    public void A_name_or_pattern_selects_each_device_once_and_a_processor_only_by_its_very_name(string selection, string ids) =>
        Catalog(Rack).Select(selection).Select(device => device.Id).ShouldBe(ids.Split(','));

    [Theory]
    [InlineData("gpu", "gpu")]
    [InlineData("opencl:*", "opencl:*")]
    [InlineData("cpu,opencl:0:0", "opencl:0:0")]
    [InlineData("", "")]
    [InlineData("cpu,", "")]
    public void An_unknown_name_is_an_error_that_lists_what_there_is(string selection, string name) =>
        Should.Throw<UnknownDeviceException>(() => Catalog(Entry("opencl:1:0", isProcessor: true)).Select(selection)).Message
            .ShouldBe($"no device is called \"{name}\" here; there is: cpu, opencl:1:0");

    [Theory]
    [InlineData("*", "opencl:1:0", true)]
    [InlineData("gpu", "opencl:0:0", true)]
    [InlineData("gpu", "opencl:1:0", false)]
    [InlineData("cpu", "opencl:0:0", false)]
    [InlineData("cpu,opencl:1:*", "opencl:1:0", true)]
    public void Whoever_allows_all_devices_allows_processors_to_be_named(string selection, string id, bool allows)
    {
        var catalog = Catalog(Rack);
        catalog.Allows(selection, catalog.Devices.Single(device => device.Id == id)).ShouldBe(allows);
    }

    [Fact]
    public void Drivers_are_not_loaded_for_who_names_the_processor()
    {
        DeviceCatalog catalog = new(null, null, () => throw new InvalidOperationException("loaded"));
        catalog.Select("cpu").Single().Id.ShouldBe("cpu");
        using var device = catalog.Open("cpu");
        device.Info.ShouldBe(catalog.Select("cpu, CPU").Single());
        Should.Throw<InvalidOperationException>(() => catalog.Select("*"));
    }

    [Fact]
    public void A_listed_device_opens_with_the_options_given()
    {
        var catalog = Catalog([], new DeviceOptions(LaneWidth.Vector128, 2));
        using var device = catalog.Open(catalog.Devices.Single().Id);
        device.Info.ShouldBe(catalog.Devices.Single());
        device.Info.Driver.ShouldBe("128-bit vectors");
        Should.Throw<UnknownDeviceException>(() => catalog.Open("gpu"));
    }

    [Theory]
    [InlineData(DeviceNumbers.Auto, "opencl:0:0 opencl-double-v1, opencl:0:1 opencl-float-v1")]
    [InlineData(DeviceNumbers.Doubles, "opencl:0:0 opencl-double-v1")]
    [InlineData(DeviceNumbers.FloatPairs, "opencl:0:0 opencl-float-v1, opencl:0:1 opencl-float-v1")]
    public void A_devices_kind_is_that_of_the_numbers_it_computes_in(DeviceNumbers numbers, string kinds)
    {
        OpenClDeviceEntry[] entries = [Entry("opencl:0:0"), Entry("opencl:0:1") with { Info = Entry("opencl:0:1").Info with { HasFloat64 = false } }];
        DeviceCatalog catalog = new(null, null, () => entries, numbers);
        string.Join(", ", catalog.Devices.Skip(1).Select(device => $"{device.Id} {device.Kind}")).ShouldBe(kinds);
    }

    [Theory]
    [InlineData("gpu", "opencl:0:0,opencl:0:1,opencl:2:0")]
    [InlineData("*", "cpu,opencl:0:0,opencl:0:1,opencl:2:0")]
    [InlineData("opencl:1:0", "opencl:1:0")]
    [InlineData("gpu,opencl:1:1", "opencl:0:0,opencl:0:1,opencl:1:1,opencl:2:0")]
    public void A_card_that_two_drivers_offer_computes_once_unless_both_are_named(string selection, string ids)
    {
        // The second driver has both cards of the first, one in two parts; the third offers one that only it has, and one of which nobody knows where it is.
        var catalog = Catalog(
            At("opencl:0:0", 0, 1), At("opencl:0:1", 0, 2),
            At("opencl:1:0", 1, 1), At("opencl:1:1", 1, 2), At("opencl:1:2", 1, 2),
            At("opencl:2:0", 2, 3));
        catalog.Select(selection).Select(device => device.Id).ShouldBe(ids.Split(','));
        catalog.Devices.Select(device => device.SameAs).ShouldBe([null, null, null, "opencl:0:0", "opencl:0:1", "opencl:0:1", null]);
    }

    [Fact]
    public void Of_two_drivers_of_a_card_the_one_with_doubles_is_preferred_and_parts_of_a_card_are_all_used()
    {
        var single = At("opencl:0:0", 0, 1);
        single = single with { Info = single.Info with { HasFloat64 = false } };
        var catalog = Catalog(single, At("opencl:1:0", 1, 1), At("opencl:1:1", 1, 1), Entry("opencl:2:0"), Entry("opencl:3:0"));
        catalog.Select("gpu").Select(device => device.Id).ShouldBe(["opencl:1:0", "opencl:1:1", "opencl:2:0", "opencl:3:0"]);
    }

    [Fact]
    public void A_processor_is_nobodys_twin()
    {
        var catalog = Catalog(At("opencl:0:0", 0, 1), At("opencl:1:0", 1, 1) with { Info = Entry("opencl:1:0", isProcessor: true).Info });
        catalog.Select("gpu").Single().Id.ShouldBe("opencl:0:0");
        catalog.Devices[2].SameAs.ShouldBeNull();
    }

    private static OpenClDeviceEntry At(string id, int platform, uint bus) => Entry(id) with { Platform = platform, Address = new PciAddress(0, bus, 0) };

    private static DeviceCatalog Catalog(params OpenClDeviceEntry[] entries) => Catalog(entries, null);

    private static DeviceCatalog Catalog(OpenClDeviceEntry[] entries, DeviceOptions? cpu) => new(cpu, null, () => entries);

    private static OpenClDeviceEntry Entry(string id, bool isProcessor = false) => new(
        new DeviceInfo(id, OpenClDevice.KindName, "a model", "a maker", 8, 1L << 30, true, "a driver") { IsProcessor = isProcessor }, 0, 1L << 28);
}
