using System.Text.Json;
using MandelActors.Console.Farms;
using MandelActors.Protocol.Api;
using MandelActors.Testing;
using Spectre.Console;

namespace MandelActors.Console.Tests.Farms;

public sealed class WatchDisplayTests
{
    private static readonly JobView Running = FarmSamples.Running;

    private static readonly WatchReport[] Story =
    [
        new WatchReport.Seen(Running with { State = "opening", Stage = "opening" }),
        new WatchReport.Seen(Running),
        new WatchReport.Seen(Running with { Done = 130 }),
        new WatchReport.Lost("connection refused"),
        new WatchReport.Seen(Running with { State = "paused", Reason = "12 KiB of space are left" }),
        new WatchReport.Seen(Running with { Done = 300, Stage = "filming", StageDone = 150, StageTotal = 300 }),
        new WatchReport.Seen(Running with { Done = 300, State = "completed", Stage = "finished", Film = "film.mp4", FilmBytes = 12_900_000 }),
    ];

    [Fact]
    public async Task Plain_lines_say_what_is_new_once_and_end_with_what_each_device_did()
    {
        using StringWriter output = new() { NewLine = "\n" };

        await TellAsync(new PlainWatchDisplay(output, new ManualTimeProvider()));

        output.ToString().ShouldBe(
            """
            note: frame 7: it is missing; it is rendered again
            opening the job
            120/300 frames  12.3 frames/s  ETA 1:30  2 to be tried again
            connection lost, looking for the farm: connection refused
            paused: 12 KiB of space are left (120/300 frames)
            film: 150/300 frames encoded
            completed: 300/300 frames, film.mp4 (12.3 MiB)
              rack1/cpu: 100 frames, 250 ms each, 1 failures
              rack2/opencl:0:0: 20 frames, 40 ms each, gets no more: 3 frames in a row failed

            """);
    }

    [Fact]
    public async Task Json_is_the_job_itself_a_line()
    {
        using StringWriter output = new();

        await TellAsync(new JsonWatchDisplay(output));

        var lines = output.ToString().TrimEnd().Split('\n').Select(line => JsonSerializer.Deserialize(line, ApiJson.Default.JobView)!).ToArray();
        lines.Select(line => line.State).ShouldBe(["opening", "running", "running", "paused", "running", "completed"]);
        lines[1].Devices.ShouldBe(Running.Devices);
    }

    [Fact]
    public void A_terminal_shows_bar_devices_notes_and_that_the_farm_is_looked_for()
    {
        using StringWriter output = new() { NewLine = "\n" };
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(output) });
        terminal.Profile.Width = 120;

        terminal.Write(TerminalWatchDisplay.Draw(Running, "connection refused"));

        string.Join('\n', output.ToString().Split('\n').Select(line => line.TrimEnd())).ShouldBe(
            """
            job 3f2a9c0011223344 seahorse
            ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 120/300 frames  12.3 frames/s  ETA 1:30  2 to be tried again
            rack1/cpu: 100 frames, 250 ms each, 1 failures
            rack2/opencl:0:0: 20 frames, 40 ms each, gets no more: 3 frames in a row failed
            note: frame 7: it is missing; it is rendered again
            connection lost, looking for the farm: connection refused

            """);
    }

    [Theory]
    [InlineData(null, "-")]
    [InlineData(-1.0, "-")]
    [InlineData(1e300, "-")]
    [InlineData(double.NaN, "-")]
    [InlineData(3600.0, "1:00:00")]
    public void A_remaining_time_that_is_none_is_a_dash(double? seconds, string shown) =>
        JobWords.Eta(Running with { RemainingSeconds = seconds }).ShouldBe(shown);

    private static Task TellAsync(IWatchDisplay display) => display.ShowAsync(show =>
    {
        foreach (var report in Story) show(report);
        return Task.CompletedTask;
    });
}
