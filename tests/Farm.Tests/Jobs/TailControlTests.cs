using MandelActors.Farm.Jobs;

namespace MandelActors.Farm.Tests.Jobs;

/// <summary>Jobs played through in virtual time, with devices of given speeds that hold a few frames at once, as workers do.</summary>
public class TailControlTests
{
    private const int Depth = 8;

    /// <summary>Seconds a frame: a data-centre GPU, two gaming cards, two CPUs, as the benchmarks record them for one scene.</summary>
    private static readonly double[] Recorded = [0.11, 0.42, 0.47, 3.9, 11.6];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(50)]
    [InlineData(300)]
    [InlineData(1800)]
    public void A_job_ends_within_one_frame_of_the_ideal(int frames)
    {
        double makespan = Play(Recorded, frames, known: true);

        makespan.ShouldBeLessThanOrEqualTo(Ideal(Recorded, frames) + Recorded.Min() + 1e-9);
    }

    [Fact]
    public void Without_control_a_slow_device_makes_everybody_wait() =>
        Play(Recorded, 300, known: true, controlled: false).ShouldBeGreaterThan(Ideal(Recorded, 300) + Recorded.Max());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Any_speeds_will_do(int seed)
    {
        Random random = new(seed);
        double[] speeds = [.. Enumerable.Range(0, random.Next(2, 12)).Select(_ => Math.Pow(10, (2 * random.NextDouble()) - 1))];
        int frames = random.Next(1, 2000);

        // How far a device has got with the frame it is at is not known, so the plan is off by parts of frames of several devices.
        Play(speeds, frames, known: true).ShouldBeLessThanOrEqualTo(Ideal(speeds, frames) + speeds.Average());
    }

    [Fact]
    public void Speeds_that_must_be_learned_cost_no_more_than_the_first_frames()
    {
        double makespan = Play(Recorded, 1800, known: false);

        makespan.ShouldBeLessThanOrEqualTo(Ideal(Recorded, 1800) + Recorded.Max());
    }

    [Fact]
    public void One_device_takes_what_it_can() => TailControl.Share("a", [new("a", 5, 3)], waiting: 10, most: 4).ShouldBe(4);

    [Fact]
    public void Far_from_the_end_everybody_takes_what_it_can() =>
        TailControl.Share("slow", [new("slow", 50, 0), new("fast", 0.1, 0)], waiting: 10_000, most: 8).ShouldBe(8);

    [Fact]
    public void A_slow_device_takes_what_it_finishes_before_the_end() =>
        TailControl.Share("slow", [new("slow", 50, 0), new("fast", 0.1, 0)], waiting: 1_100, most: 8).ShouldBe(2);

    [Fact]
    public void A_device_nobody_knows_is_tried_with_two_frames() =>
        TailControl.Share("new", [new("new", null, 1), new("fast", 0.1, 0)], waiting: 1_000, most: 8).ShouldBe(1);

    [Fact]
    public void A_frame_that_others_finish_sooner_is_left_to_them() =>
        TailControl.Share("slow", [new("slow", 50, 0), new("fast", 1, 4)], waiting: 3, most: 8).ShouldBe(0);

    /// <summary>The earliest moment by which so many frames can be done, each whole and on one device.</summary>
    private static double Ideal(double[] speeds, int frames) => speeds
        .SelectMany(speed => Enumerable.Range(1, frames).Select(count => count * speed))
        .Order()
        .First(moment => speeds.Sum(speed => Math.Floor((moment / speed) + 1e-9)) >= frames);

    /// <returns>When the last frame is finished.</returns>
    private static double Play(double[] speeds, int frames, bool known, bool controlled = true)
    {
        int waiting = frames;
        int[] held = new int[speeds.Length];
        bool[] learned = [.. speeds.Select(_ => known)];
        double[] ready = new double[speeds.Length];
        PriorityQueue<int, double> ends = new();
        double now = 0;
        do
        {
            for (int device = 0; device < speeds.Length; device++) Ask(device);
            if (!ends.TryDequeue(out int finished, out now)) break;
            held[finished]--;
            learned[finished] = true;
            Begin(finished);
        }
        while (true);

        waiting.ShouldBe(0);
        return ready.Max();

        void Ask(int device)
        {
            int free = Depth - held[device];
            if (waiting == 0 || free < Depth / 4) return;
            DeviceLoad<int>[] loads = [.. speeds.Select((speed, index) => new DeviceLoad<int>(index, learned[index] ? speed : null, held[index]))];
            int granted = Math.Min(waiting, controlled ? TailControl.Share(device, loads, waiting, free) : free);
            bool idle = held[device] == 0;
            waiting -= granted;
            held[device] += granted;
            if (idle) Begin(device);
        }

        void Begin(int device)
        {
            if (held[device] == 0) return;
            ready[device] = now + speeds[device];
            ends.Enqueue(device, ready[device]);
        }
    }
}
