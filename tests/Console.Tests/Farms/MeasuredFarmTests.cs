using MandelActors.Testing;

namespace MandelActors.Console.Tests.Farms;

/// <summary>What a seed measures of a farm of real processes is what happens in it.</summary>
public sealed class MeasuredFarmTests
{
    private const int Frames = 12;

    [Fact]
    public async Task Measurements_of_a_job_agree_with_the_job_while_it_runs_and_afterwards()
    {
        await using var farm = await RunningFarm.StartAsync();
        using HttpClient client = new() { BaseAddress = new Uri(farm.Url) };
        string job = await farm.SubmitAsync();
        PrometheusReader now = await MeasureAsync(client);
        await Eventually.TrueAsync(async () => (now = await MeasureAsync(client))["mandel_frames_pending"] == Frames, () => $"{now["mandel_frames_pending"]} frames are pending");
        now["mandel_nodes"].ShouldBe(0);
        now[$"mandel_job_frames_wanted{{job=\"{job}\"}}"].ShouldBe(Frames);
        await using var node = MandelProcess.Start(
            ["gpu", "--seed", farm.Url, "--name", "rack1", "--devices", "cpu", "--spool", farm.Folder.Combine("spool"), "--config", "kernel.threads=1"]);

        await Eventually.TrueAsync(
            async () =>
            {
                now = await MeasureAsync(client);
                double done = now["mandel_frames_completed_total"];
                done.ShouldBeInRange(0, Frames);
                return now["mandel_jobs_running"] == 0 && done == Frames && now["mandel_device_leases{device=\"rack1/cpu\"}"] == 0;
            },
            () => $"job {job} is not over: {string.Join(' ', now.Values)}\n{farm.Seed.Errors}\n{node.Output}");

        now["mandel_frames_granted_total"].ShouldBe(Frames);
        now["mandel_frames_requested_total"].ShouldBeGreaterThanOrEqualTo(Frames);
        now["mandel_frames_leased"].ShouldBe(0);
        now["mandel_frames_pending"].ShouldBe(0);
        now["mandel_stale_attempts_total"].ShouldBe(0);
        now.Sum("mandel_frames_retried_total").ShouldBe(0);
        (now["mandel_nodes"], now["mandel_nodes_joined_total"], now["mandel_devices{state=\"ready\"}"]).ShouldBe((1, 1, 1));
        now["mandel_transfers_total{outcome=\"taken\"}"].ShouldBe(Frames);
        now["mandel_transfer_seconds_count"].ShouldBe(Frames);
        now["mandel_transfer_bytes_total"].ShouldBe(new DirectoryInfo(farm.Folder.Combine("store", "jobs", job, "frames")).EnumerateFiles("*.png").Sum(file => file.Length));
        now["mandel_journal_append_seconds_count"].ShouldBeGreaterThan(0);
        now["mandel_device_occupancy_ratio{device=\"rack1/cpu\"}"].ShouldBeInRange(0, 1);
        now.Sum("mandel_link_messages_total").ShouldBeGreaterThan(Frames);
        now.Values.Keys.ShouldNotContain(key => key.StartsWith("mandel_job_", StringComparison.Ordinal));
    }

    private static async Task<PrometheusReader> MeasureAsync(HttpClient client) => new(await client.GetStringAsync(new Uri("/metrics", UriKind.Relative)));
}
