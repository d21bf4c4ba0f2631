using System.Text.Json;
using MandelActors.Console.Output;
using MandelActors.Console.Stills;
using MandelActors.Fractals;
using MandelActors.Kernels;
using MandelActors.Numerics;

namespace MandelActors.Console.Tests.Stills;

public class StillReportTests
{
    [Fact]
    public void A_field_by_perturbation_reports_its_phases_and_the_work_of_a_pixel()
    {
        var report = Json(Report(Deep)).RootElement;

        report.GetProperty("method").GetString().ShouldBe("perturbation");
        Shown(report.GetProperty("phases")).ShouldBe("""{"referenceSeconds":1.5,"tableSeconds":0.25,"pixelsSeconds":3}""");
        Shown(report.GetProperty("reference")).ShouldBe("""{"length":1234,"period":617,"precisionBits":3712,"fromCache":true}""");
        report.GetProperty("laneUse").GetDouble().ShouldBe(0.875);
        Shown(report.GetProperty("perPixel")).ShouldBe("""{"jumps":2,"steps":4.5,"plainSteps":0.5}""");
        Report(Deep).ToString().ShouldContain("by perturbation of 1234 steps of period 617 (reference 1.500 s, table 0.250 s, pixels 3.000 s)");
    }

    [Fact]
    public void A_field_in_plain_double_precision_has_no_reference_to_report()
    {
        var report = Json(Report(null)).RootElement;

        report.GetProperty("method").GetString().ShouldBe("plain");
        report.TryGetProperty("reference", out _).ShouldBeFalse();
        report.TryGetProperty("perPixel", out _).ShouldBeFalse();
    }

    private static readonly DeepStatistics Deep = new(1.5, 0.25, 3, 1234, 617, 3712, true, 40, 90, 10, 0.875);

    private static ZoomStillReport Report(DeepStatistics? deep) => new ZoomStillReport
    {
        File = "x.png",
        SamplesPerPixel = 2,
        View = new View(ExactDecimal.Parse("0"), ExactDecimal.Parse("0"), ExactDecimal.Parse("1e-400"), 5, 2),
        Statistics = new EscapeStatistics(1000, 5000, 0) { Deep = deep },
        Device = CpuDevice.Describe(new DeviceOptions()),
    };

    private static JsonDocument Json(ZoomStillReport report)
    {
        using var output = new StringWriter();
        JsonLine.Write(output, report.WriteTo);
        return JsonDocument.Parse(output.ToString());
    }

    private static string Shown(JsonElement element) => element.GetRawText();
}
