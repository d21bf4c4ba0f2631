using MandelActors.Console.Farms;
using MandelActors.Console.Output;
using MandelActors.Protocol.Api;

namespace MandelActors.Console.Tests.Farms;

public sealed class ListingsTests
{
    [Fact]
    public void Jobs_are_a_line_each() => Plain(Listings.Of([FarmSamples.Cancelled, FarmSamples.Running])).ShouldBe(
        """
        job               name      state      frames   frames/s  ETA   priority  submitted
        77aa                        cancelled  9/10                     0         2026-01-02 02:04:05Z
        3f2a9c0011223344  seahorse  running    120/300  12.3      1:30  5         2026-01-02 02:04:05Z

        """);

    [Fact]
    public void A_job_that_waits_says_for_what_in_the_place_of_rate_and_end()
    {
        var waiting = FarmSamples.Running with { Done = 0, Waits = "no node has tag fast" };

        Plain(Listings.Of([waiting])).Split('\n')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(["3f2a9c0011223344", "seahorse", "waits:", "no", "node", "has", "tag", "fast", "0/300", "5", "2026-01-02", "02:04:05Z"]);
        JobWords.Line(waiting).ShouldBe("0/300 frames  waits: no node has tag fast");
    }

    [Fact]
    public void Nodes_are_a_line_for_each_device() => Plain(Listings.Of(FarmSamples.Nodes)).ShouldBe(
        """
        device            kind        state               jobs              tags         since                 name
        rack1/cpu         cpu-avx512  ready               3f2a9c0011223344  avx512,fast  2026-01-02 02:04:05Z  AMD EPYC
        rack2/opencl:0:0  opencl-x    lost: driver reset                                 2026-01-02 02:04:05Z  Some GPU
        rack3                         no devices                                         2026-01-02 02:04:05Z

        """);

    [Fact]
    public void A_job_says_everything_it_knows_and_nothing_it_does_not()
    {
        Facts(FarmSamples.Running).ShouldBe(
            """
            job: 3f2a9c0011223344  seahorse
            scene: mandelbrot-zoom, 300 frames
            state: 120/300 frames  12.3 frames/s  ETA 1:30  2 to be tried again
            submitted: 2026-01-02 02:04:05Z
            priority: 5
            tags: avx512, fast
            devices: at most 4
            frames: 120 done, 8 in work, 2 to be tried again, 0 given up; 3.0 MiB
            late: 1 results came too late and were turned away
            device: rack1/cpu: 100 frames, 250 ms each, 1 failures
            device: rack2/opencl:0:0: 20 frames, 40 ms each, gets no more: 3 frames in a row failed
            note: frame 7: it is missing; it is rendered again
            """);
        Facts(FarmSamples.Cancelled).ShouldBe(
            """
            job: 77aa
            scene: lyapunov, 600 frames, 10 of them asked for
            state: cancelled: as agreed (9/10 frames)
            submitted: 2026-01-02 02:04:05Z
            frames: 9 done, 0 in work, 0 to be tried again, 0 given up; 0 B
            """);
    }

    [Fact]
    public void An_entry_of_the_log_says_what_it_is_about() =>
        Listings.Line(new LogEntry(1, FarmSamples.Moment, "warning", "it came too late") { JobId = "77aa", Frame = 3, Attempt = 1000000002, Node = "rack1" })
            .ShouldBe("2026-01-02 02:04:05Z  warning  job 77aa, frame 3, attempt 1000000002, node rack1: it came too late");

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1.0 KiB")]
    [InlineData(5L << 40, "5.0 TiB")]
    [InlineData(5L << 50, "5120.0 TiB")]
    public void Amounts_are_short(long bytes, string shown) => Sizes.Shown(bytes).ShouldBe(shown);

    private static string Plain(Listing listing)
    {
        using StringWriter output = new() { NewLine = "\n" };
        listing.WriteTo(output);
        return output.ToString();
    }

    private static string Facts(JobView job) => string.Join('\n', JobWords.Facts(job).Select(fact => $"{fact.What}: {fact.Fact}"));
}
