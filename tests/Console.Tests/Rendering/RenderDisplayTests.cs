using System.Text.Json;
using MandelActors.Console.Rendering;
using MandelActors.Farm.Local;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Testing;

namespace MandelActors.Console.Tests.Rendering;

public class RenderDisplayTests
{
    private static readonly JobProtocol.JobStatus Status = new(
        new JobId("job"), JobPhase.Running, 300, 120, 300, 120, 8, 0, 0, 0, 0, 1000, null)
    {
        Stage = JobStage.Rendering,
        Devices = [new JobProtocol.DeviceShare(new DeviceId("cpu"), 120, 30_000, 1)],
        Warnings = ["frame 7: it is missing; it is rendered again"],
    };

    private static readonly RenderReport[] Story =
    [
        new RenderReport.Waiting("no space left for the journal"),
        new RenderReport.Waiting("no space left for the journal"),
        Progress(Status),
        Progress(Status with { SelectedDone = 130 }),
        Progress(Status with { Phase = JobPhase.Paused, Reason = "12 KiB of space are left" }),
        Progress(Status with { SelectedDone = 300, Stage = JobStage.Filming, StageDone = 150 }),
        new RenderReport.Finished(true, null, 300, "renders/a/frames", "renders/a/film.mp4", Status, TimeSpan.FromSeconds(61.2)),
    ];

    [Fact]
    public async Task Plain_lines_say_what_is_new_once_and_end_with_where_the_film_is()
    {
        using StringWriter output = new() { NewLine = "\n" };

        await TellAsync(new PlainDisplay(output, new ManualTimeProvider(), "renders/a"));

        output.ToString().ShouldBe(
            """
            rendering into renders/a
            paused: no space left for the journal
            note: frame 7: it is missing; it is rendered again
            120/300 frames  12.3 frames/s  ETA 1:30
            paused: 12 KiB of space are left (120/300 frames)
            film: 150/300 frames encoded
              cpu: 120 frames, 250 ms each, 1 failures
            rendered 300 frames in 61.2 s
            film: renders/a/film.mp4   frames: renders/a/frames

            """);
    }

    [Fact]
    public async Task Json_is_one_object_a_line_and_says_everything()
    {
        using StringWriter output = new();

        await TellAsync(new JsonDisplay(output));

        JsonElement[] lines = [.. output.ToString().TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        lines.Select(line => line.GetProperty("event").GetString())
            .ShouldBe(["paused", "paused", "progress", "progress", "paused", "progress", "finished"]);
        lines[2].GetProperty("remainingSeconds").GetDouble().ShouldBe(90);
        lines[2].GetProperty("devices")[0].GetProperty("device").GetString().ShouldBe("cpu");
        lines[^1].GetProperty("film").GetString().ShouldBe("renders/a/film.mp4");
    }

    [Theory]
    [InlineData(5, "0:05")]
    [InlineData(3599, "59:59")]
    [InlineData(3600, "1:00:00")]
    [InlineData(90_061, "1.01:01:01")]
    public void Remaining_time_is_as_long_as_it_must_be(int seconds, string text) => RenderWords.Eta(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    private static RenderReport.Progress Progress(JobProtocol.JobStatus status) => new(status, 12.34, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(10));

    private static Task TellAsync(IRenderDisplay display) => display.ShowAsync(show =>
    {
        foreach (var report in Story) show(report);
        return Task.CompletedTask;
    });
}
