using System.Net;
using System.Net.Http.Json;
using MandelActors.Farm.Seeds;
using MandelActors.Farm.Store;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Tests.Seeds;

/// <summary>Jobs that are made more or less urgent, and jobs that are removed, over HTTP at a real seed.</summary>
public sealed class SeedRemovalTests
{
    [Fact]
    public async Task A_jobs_priority_is_changed_and_stays_so_across_a_restart()
    {
        await using var seed = await RunningSeed.StartAsync();
        string job = await seed.SubmittedAsync(change: request => request["key"] = "tonight");

        using (var answer = await PrioritiseAsync(seed, job, -7))
            (await answer.Content.ReadFromJsonAsync(ApiJson.Default.JobView))!.Priority.ShouldBe(-7);
        await seed.RestartAsync();

        (await seed.ViewAsync(job)).Priority.ShouldBe(-7);
        (await seed.SubmittedAsync(change: request => request["key"] = "tonight")).ShouldBe(job, "the same request is the same job, whatever became of it");
    }

    [Theory]
    [InlineData(101)]
    [InlineData(-101)]
    public async Task What_is_no_priority_is_refused(int priority)
    {
        await using var seed = await RunningSeed.StartAsync();
        string job = await seed.SubmittedAsync();

        using var answer = await PrioritiseAsync(seed, job, priority);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await RunningSeed.ProblemAsync(answer)).Detail.ShouldContain("expected -100 to 100");
    }

    [Fact]
    public async Task A_job_that_is_over_is_removed_with_its_files_and_does_not_come_back()
    {
        await using var seed = await RunningSeed.StartAsync(RunningSeed.WithCpu);
        string job = await seed.SubmittedAsync(), other = await seed.SubmittedAsync();
        await seed.UntilAsync(job, view => view.IsOver);
        await seed.UntilAsync(other, view => view.IsOver);
        JobFolder folder = FolderOf(seed, job);
        Directory.Exists(folder.Path).ShouldBeTrue();

        using (var answer = await seed.Client.DeleteAsync(ApiRoutes.Job(job)))
            (await answer.Content.ReadFromJsonAsync(ApiJson.Default.RemoveReply))!.JobId.ShouldBe(job);

        Directory.Exists(folder.Path).ShouldBeFalse();
        await OnlyAsync(seed, other);
        (await File.ReadAllTextAsync(Path.Combine(seed.Store, "audit.log"))).ShouldContain($"\"command\":\"remove\",\"job\":\"{job}\",\"outcome\":\"200\"");
        await seed.RestartAsync();
        await OnlyAsync(seed, other);
        using var gone = await seed.Client.GetAsync(ApiRoutes.Job(job));
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_job_that_is_not_over_is_not_removed()
    {
        await using var seed = await RunningSeed.StartAsync();
        string job = await seed.SubmittedAsync();

        using var answer = await seed.Client.DeleteAsync(ApiRoutes.Job(job));

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await RunningSeed.ProblemAsync(answer)).Detail.ShouldContain($"'mandel cancel {job}'");
        await OnlyAsync(seed, job);
    }

    [Fact]
    public async Task Removing_twice_is_removing_once_and_what_never_was_is_unknown()
    {
        await using var seed = await RunningSeed.StartAsync(RunningSeed.WithCpu);
        string job = await seed.SubmittedAsync();
        await seed.UntilAsync(job, view => view.IsOver);

        using var first = await seed.Client.DeleteAsync(ApiRoutes.Job(job));
        using var second = await seed.Client.DeleteAsync(ApiRoutes.Job(job));
        using var never = await seed.Client.DeleteAsync(ApiRoutes.Job("never"));

        (first.StatusCode, second.StatusCode, never.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task The_key_of_a_removed_job_makes_a_new_one_that_begins_from_nothing()
    {
        await using var seed = await RunningSeed.StartAsync(RunningSeed.WithCpu);
        string job = await seed.SubmittedAsync(change: request => request["key"] = "tonight");
        await seed.UntilAsync(job, view => view.IsOver);
        (await seed.Client.DeleteAsync(ApiRoutes.Job(job))).Dispose();

        string again = await seed.SubmittedAsync(
            RunningSeed.SmallScene.Replace("\"width\": 32", "\"width\": 16"), request => request["key"] = "tonight");

        again.ShouldNotBe(job);
        (await seed.UntilAsync(again, view => view.IsOver)).State.ShouldBe("completed");
    }

    private static Task<HttpResponseMessage> PrioritiseAsync(RunningSeed seed, string job, int priority) =>
        seed.Client.PostAsync(ApiRoutes.Priority(job), JsonContent.Create(new PriorityRequest(priority), ApiJson.Default.PriorityRequest));

    private static JobFolder FolderOf(RunningSeed seed, string job) => new SeedStore(seed.Store).FolderOf(new JobId(job));

    private static async Task OnlyAsync(RunningSeed seed, string job) =>
        (await seed.Client.GetFromJsonAsync(ApiRoutes.Jobs, ApiJson.Default.JobList))!.Jobs.ShouldHaveSingleItem().JobId.ShouldBe(job);
}
