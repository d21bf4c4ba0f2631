using System.Text.Json;
using MandelActors.Console.Tests.Farms;
using MandelActors.Protocol.Api;
using MandelActors.Testing;

namespace MandelActors.Console.Tests.Verbs;

/// <summary>What the verbs do to the jobs of a real farm, and what they say of a job that is not in a state for it.</summary>
public sealed class FarmJobVerbTests
{
    [Fact]
    public async Task The_same_key_is_the_same_job_and_another_scene_under_it_is_refused()
    {
        await using var farm = await RunningFarm.StartAsync();

        var first = await farm.SubmitAsync("--key", "tonight");
        var second = await farm.SubmitAsync("--key", "tonight");
        var other = await farm.RunAsync("submit", farm.ScenePath, "--key", "tonight", "--set", "image.width=32");

        second.ShouldBe(first);
        other.ShouldFail($"job {first} has the key 'tonight'", "image.width", "another key");
        (await farm.RunAsync("submit", farm.ScenePath, "--key", "tonight", "--priority", "3")).ShouldFail($"job {first}", "priority 0, not 3");
        (await farm.SubmitAsync()).ShouldNotBe(first);
    }

    [Fact]
    public async Task What_is_done_to_a_job_shows_wherever_it_is_shown()
    {
        await using var farm = await RunningFarm.StartAsync();
        var job = await farm.SubmitAsync("--priority", "7", "--require-tag", "fast", "--max-devices", "2", "--frames", "3..5", "--name", "a name");

        var paused = await farm.RunAsync("pause", job, "--reason", "make way", "--json");
        var status = await farm.RunAsync("status", job);
        var jobs = await farm.RunAsync("jobs");
        var resumed = await farm.RunAsync("resume", job);
        var cancelled = await farm.RunAsync("cancel", job, "--reason", "as agreed");
        var watched = await farm.RunAsync("watch", job);

        var view = JsonSerializer.Deserialize(paused.Output, ApiJson.Default.JobView)!;
        (view.JobId, view.Priority, view.MaxDevices, view.Selected).ShouldBe((job, 7, 2, 3));
        status.Output.ShouldContain("paused: make way (0/3 frames)");
        status.Output.ShouldContain("a name");
        jobs.Output.Split('\n')[1].ShouldStartWith($"{job}  a name  paused");
        resumed.ExitCode.ShouldBe(0, resumed.ToString());
        cancelled.ExitCode.ShouldBe(0, cancelled.ToString());
        watched.ExitCode.ShouldBe(1, "a cancelled job is no success");
        watched.Errors.ShouldContain("cancelled: as agreed");
    }

    [Fact]
    public async Task What_a_job_is_not_in_a_state_for_is_a_failure_that_says_what_can_be_done()
    {
        await using var farm = await RunningFarm.StartAsync("--devices", "cpu");
        var job = await farm.SubmitAsync();
        (await farm.RunAsync("watch", job)).ShouldSucceed();

        (await farm.RunAsync("pause", job)).ShouldFail($"job {job} cannot be paused: it is completed", $"'mandel fetch {job} -o DIR'");
        (await farm.RunAsync("cancel", job)).ShouldFail($"job {job} cannot be cancelled: it is completed");
    }

    [Fact]
    public async Task A_job_that_no_node_may_work_for_says_what_it_waits_for()
    {
        await using var farm = await RunningFarm.StartAsync("--devices", "cpu");
        var job = await farm.SubmitAsync("--require-tag", "big");
        var status = await farm.RunAsync("status", job);
        // The job is opened first, and then it is seen that nobody works for it.
        await Eventually.TrueAsync(
            async () => (status = await farm.RunAsync("status", job)).Output.Contains("0/12 frames  waits: no node has tag big", StringComparison.Ordinal), () => status.ToString());

        (await farm.RunAsync("jobs")).Output.ShouldContain("  waits: no node has tag big  0/12");
        JsonSerializer.Deserialize((await farm.RunAsync("status", job, "--json")).Output, ApiJson.Default.JobView)!.Waits.ShouldBe("no node has tag big");
    }

    [Fact]
    public async Task A_job_is_made_less_urgent_and_removed_once_it_is_over()
    {
        await using var farm = await RunningFarm.StartAsync();
        var job = await farm.SubmitAsync();

        var prioritised = await farm.RunAsync("prioritise", job, "-10", "--json");
        (await farm.RunAsync("prioritise", job, "101")).ShouldBeRefused("prioritise 101: expected −100 to 100");
        (await farm.RunAsync("remove", job)).ShouldFail($"job {job} is not over", $"'mandel cancel {job}'");
        (await farm.RunAsync("cancel", job)).ShouldSucceed();
        await farm.RunAsync("watch", job);
        var removed = await farm.RunAsync("remove", job[..8], "--json");

        JsonSerializer.Deserialize(prioritised.Output, ApiJson.Default.JobView)!.Priority.ShouldBe(-10);
        removed.ExitCode.ShouldBe(0, removed.ToString());
        JsonSerializer.Deserialize(removed.Output, ApiJson.Default.RemoveReply)!.JobId.ShouldBe(job);
        Directory.GetDirectories(farm.Folder.Combine("store", "jobs")).ShouldBeEmpty();
        (await farm.RunAsync("status", job)).ShouldBeRefused("found none of this id");
    }

    [Fact]
    public async Task An_unknown_job_is_bad_input()
    {
        await using var farm = await RunningFarm.StartAsync();

        (await farm.RunAsync("status", "nothing")).ShouldBeRefused("job nothing", "'mandel jobs' lists them");
    }
}
