using System.Collections;
using MandelActors.Farm.Settings;
using MandelActors.Protocol.Documents;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Settings;

public sealed class SettingsLoaderTests : IDisposable
{
    private static readonly Hashtable Nothing = [];
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Without_any_source_the_reference_stands() =>
        SettingsLoader.Load(null, [], Nothing).ShouldBe(SettingsLoader.Reference);

    [Fact]
    public void The_command_line_beats_the_environment_beats_the_file_beats_the_reference()
    {
        var file = Write("""{ "kernel": { "lanes": 128, "threads": 3 }, "farm": { "maxAttempts": 7 }, }""");
        var environment = new Hashtable { ["MANDEL__KERNEL__LANES"] = "256", ["MANDEL__KERNEL__THREADS"] = "5", ["PATH"] = "/bin" };

        var settings = SettingsLoader.Load(file, ["kernel.lanes=512"], environment);

        settings.Kernel.Lanes.ShouldBe("512");
        settings.Kernel.Threads.ShouldBe(5);
        settings.Farm.MaxAttempts.ShouldBe(7);
        settings.Store.ShouldBe(SettingsLoader.Reference.Store);
    }

    [Theory]
    [InlineData("MANDEL__FARM__PIPELINEDEPTH")]
    [InlineData("MANDEL__farm__pipelineDepth")]
    [InlineData("mandel__Farm__PipelineDepth")]
    public void Names_in_the_environment_take_any_capitals(string name) =>
        SettingsLoader.Load(null, [], new Hashtable { [name] = "4" }).Farm.PipelineDepth.ShouldBe(4);

    [Fact]
    public void A_variable_with_one_underscore_is_no_setting() =>
        SettingsLoader.Load(null, [], new Hashtable { ["MANDEL_FAILPOINT"] = "frame-written" }).ShouldBe(SettingsLoader.Reference);

    [Theory]
    [InlineData("kernel.lane=512", "kernel.lane", "did you mean \"lanes\"?")]
    [InlineData("kernl.lanes=512", "kernl", "did you mean \"kernel\"?")]
    [InlineData("kernel.lanes=1024", "kernel.lanes", "auto, 512, 256, 128, scalar")]
    [InlineData("kernel.numbers=half", "kernel.numbers", "auto, double, float")]
    [InlineData("kernel.threads=-1", "kernel.threads", "from 0 to 1024")]
    [InlineData("kernel.shortcuts=maybe", "kernel.shortcuts", "true or false")]
    [InlineData("kernel=fast", "kernel", "an object")]
    [InlineData("farm.maxAttempts=0", "farm.maxAttempts", "from 1 to 100")]
    [InlineData("store.reserveMiB=1.5", "store.reserveMiB", "a whole number")]
    [InlineData("devices=", "devices", "device ids")]
    public void A_wrong_setting_stops_the_start_with_its_path(string assignment, string key, string says)
    {
        var error = Should.Throw<BadInputException>(() => SettingsLoader.Load(null, [assignment], Nothing));

        error.Key.ShouldBe(key);
        error.Origin.ShouldBe($"--config {assignment}");
        error.Message.ShouldContain(says);
    }

    [Fact]
    public void A_mistake_is_blamed_on_the_source_it_came_from()
    {
        var file = Write("""{ "farm": { "maxAttemts": 7 } }""");

        Should.Throw<BadInputException>(() => SettingsLoader.Load(file, [], Nothing)).Origin.ShouldBe(file);
        Should.Throw<BadInputException>(() => SettingsLoader.Load(null, [], new Hashtable { ["MANDEL__FARM__X"] = "1" }))
            .Origin.ShouldBe("environment MANDEL__FARM__X");
    }

    [Fact]
    public void A_missing_file_is_no_empty_one() =>
        Should.Throw<BadInputException>(() => SettingsLoader.Load(_folder.Combine("none.conf"), [], Nothing)).Message.ShouldContain("found nothing there");

    public void Dispose() => _folder.Dispose();

    private string Write(string text)
    {
        var path = _folder.Combine("node.conf");
        File.WriteAllText(path, text);
        return path;
    }
}
