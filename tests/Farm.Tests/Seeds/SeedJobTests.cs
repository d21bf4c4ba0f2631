using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MandelActors.Farm.Seeds;
using MandelActors.Protocol.Api;

namespace MandelActors.Farm.Tests.Seeds;

/// <summary>Jobs sent over HTTP to a real seed that renders on its own processor.</summary>
public sealed class SeedJobTests
{
    [Fact]
    public async Task A_submitted_scene_is_rendered_filmed_and_completed()
    {
        await using var seed = await RunningSeed.StartAsync(RunningSeed.WithCpu);

        using var answer = await seed.SubmitAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var reply = (await answer.Content.ReadFromJsonAsync(ApiJson.Default.SubmitReply))!;
        reply.Created.ShouldBeTrue();
        answer.Headers.Location!.ToString().ShouldBe(ApiRoutes.Job(reply.JobId));
        var view = await seed.UntilAsync(reply.JobId, job => job.IsOver);

        view.State.ShouldBe("completed");
        view.Done.ShouldBe(4);
        view.Film.ShouldBe("film.apng");
        view.Kind.ShouldBe("mandelbrot-zoom");
        (await seed.Client.GetFromJsonAsync(ApiRoutes.Jobs, ApiJson.Default.JobList))!.Jobs.ShouldHaveSingleItem().JobId.ShouldBe(reply.JobId);
    }

    [Fact]
    public async Task Watching_tells_every_step_a_line_each_and_ends_with_the_job()
    {
        await using var seed = await RunningSeed.StartAsync(RunningSeed.WithCpu);
        string job = await seed.SubmittedAsync();

        using var reader = new StreamReader(await seed.Client.GetStreamAsync(ApiRoutes.Watch(job)));
        List<JobView> views = [];
        while (await reader.ReadLineAsync() is { } line) views.Add(JsonSerializer.Deserialize(line, ApiJson.Default.JobView)!);

        views[^1].State.ShouldBe("completed");
        views.SkipLast(1).ShouldAllBe(view => !view.IsOver);
    }

    [Fact]
    public async Task One_key_sent_many_times_at_once_is_one_job()
    {
        await using var seed = await RunningSeed.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => seed.SubmitAsync(change: request => request["key"] = "tonight")));

        var replies = new List<SubmitReply>();
        foreach (var answer in answers) replies.Add((await answer.Content.ReadFromJsonAsync(ApiJson.Default.SubmitReply))!);
        replies.Select(reply => reply.JobId).Distinct().ShouldHaveSingleItem();
        replies.Count(reply => reply.Created).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        (await seed.Client.GetFromJsonAsync(ApiRoutes.Jobs, ApiJson.Default.JobList))!.Jobs.Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_key_for_another_scene_is_refused_with_what_differs()
    {
        await using var seed = await RunningSeed.StartAsync();
        string job = await seed.SubmittedAsync(change: request => request["key"] = "tonight");

        using var answer = await seed.SubmitAsync(RunningSeed.SmallScene.Replace("\"0.1\" } ]", "\"0.2\" } ]"), request => request["key"] = "tonight");

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var problem = await RunningSeed.ProblemAsync(answer);
        problem.Detail.ShouldContain(job);
        problem.Detail.ShouldContain("tonight");
        problem.Detail.ShouldContain("path.keys[1].radius");
    }

    [Theory]
    [InlineData("priority", 5, "priority 0, not 5")]
    [InlineData("maxDevices", 1, "1 devices at most")]
    [InlineData("maxFrameSeconds", 9.5, "seconds a frame")]
    public async Task One_key_with_other_terms_is_refused_with_what_differs(string term, object value, string difference)
    {
        await using var seed = await RunningSeed.StartAsync();
        string job = await seed.SubmittedAsync(change: request => request["key"] = "tonight");

        using var answer = await seed.SubmitAsync(change: request => (request["key"], request[term]) = ("tonight", value));

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var detail = (await RunningSeed.ProblemAsync(answer)).Detail;
        detail.ShouldStartWith($"job {job} has the key 'tonight'");
        detail.ShouldContain(difference);
        var audited = (await File.ReadAllLinesAsync(Path.Combine(seed.Store, "audit.log")))[^1];
        audited.ShouldContain($"\"job\":\"{job}\"");
        audited.ShouldContain(difference);
    }

    [Fact]
    public async Task The_same_scene_without_a_key_is_another_job_each_time()
    {
        await using var seed = await RunningSeed.StartAsync();

        (await seed.SubmittedAsync()).ShouldNotBe(await seed.SubmittedAsync());
    }

    [Fact]
    public async Task A_seed_started_again_goes_on_where_it_was_stopped()
    {
        await using var seed = await RunningSeed.StartAsync();
        string job = await seed.SubmittedAsync(change: request => request["key"] = "tonight");
        await seed.UntilAsync(job, view => view.State == "running");

        await seed.RestartAsync(RunningSeed.WithCpu);

        (await seed.UntilAsync(job, view => view.IsOver)).State.ShouldBe("completed");
        (await seed.SubmittedAsync(change: request => request["key"] = "tonight")).ShouldBe(job);
    }

    [Fact]
    public async Task A_job_that_is_over_is_known_after_a_restart_and_not_rendered_again()
    {
        await using var seed = await RunningSeed.StartAsync(RunningSeed.WithCpu);
        string job = await seed.SubmittedAsync();
        var before = await seed.UntilAsync(job, view => view.IsOver);
        var files = await seed.FilesAsync(job);

        await seed.RestartAsync();

        var after = await seed.ViewAsync(job);
        after.State.ShouldBe("completed");
        after.FrameBytes.ShouldBe(before.FrameBytes);
        after.SubmittedAt.ShouldBe(before.SubmittedAt);
        (await seed.FilesAsync(job)).Files.ShouldBe(files.Files);
        after.Devices.ShouldBe(before.Devices);
        after.Devices.ShouldHaveSingleItem().Frames.ShouldBe(4);
    }

    [Fact]
    public async Task A_paused_job_stays_paused_until_it_is_resumed_also_across_a_restart()
    {
        await using var seed = await RunningSeed.StartAsync();
        string job = await seed.SubmittedAsync();
        (await seed.ActAsync(job, "pause")).State.ShouldBe("paused");

        await seed.RestartAsync(RunningSeed.WithCpu);
        (await seed.UntilAsync(job, view => view.Stage != "opening")).State.ShouldBe("paused");
        (await seed.ActAsync(job, "resume")).State.ShouldNotBe("paused");

        (await seed.UntilAsync(job, view => view.IsOver)).State.ShouldBe("completed");
    }

    [Fact]
    public async Task A_cancelled_job_is_over_and_stays_so()
    {
        await using var seed = await RunningSeed.StartAsync();
        string job = await seed.SubmittedAsync();
        using (var answer = await seed.Client.PostAsync(ApiRoutes.Act(job, "cancel"), JsonContent.Create(new JobAction("too dear"), ApiJson.Default.JobAction)))
            answer.IsSuccessStatusCode.ShouldBeTrue();

        var view = await seed.UntilAsync(job, view => view.IsOver);
        view.State.ShouldBe("cancelled");
        view.Reason.ShouldBe("too dear");
        await seed.RestartAsync();
        (await seed.ViewAsync(job)).State.ShouldBe("cancelled");
        using var resumed = await seed.Client.PostAsync(ApiRoutes.Act(job, "resume"), null);
        resumed.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Healing_writes_the_scene_again_that_somebody_removed()
    {
        await using var seed = await RunningSeed.StartAsync(RunningSeed.WithCpu);
        var job = await seed.SubmittedAsync();
        await seed.UntilAsync(job, view => view.IsOver);
        var scene = Directory.GetFiles(seed.Store, "scene.json", SearchOption.AllDirectories).ShouldHaveSingleItem();
        var before = await File.ReadAllBytesAsync(scene);
        File.Delete(scene);

        await seed.ActAsync(job, "heal");
        await seed.UntilAsync(job, view => view.IsOver);

        (await File.ReadAllBytesAsync(scene)).ShouldBe(before);
    }

    [Fact]
    public async Task Healing_a_job_that_is_over_renders_damaged_frames_again()
    {
        await using var seed = await RunningSeed.StartAsync(RunningSeed.WithCpu);
        string job = await seed.SubmittedAsync();
        await seed.UntilAsync(job, view => view.IsOver);
        string frame = new SeedStore(seed.Store).FolderOf(new Protocol.Ids.JobId(job)).Frame(new Protocol.Ids.FrameNumber(2));
        byte[] sound = await File.ReadAllBytesAsync(frame);
        await File.WriteAllBytesAsync(frame, sound[..^1]);

        await seed.ActAsync(job, "heal");

        (await seed.UntilAsync(job, view => view.IsOver)).State.ShouldBe("completed");
        (await File.ReadAllBytesAsync(frame)).ShouldBe(sound);
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("cancel")]
    public async Task What_is_completed_cannot_be_undone(string action)
    {
        await using var seed = await RunningSeed.StartAsync(RunningSeed.WithCpu);
        string job = await seed.SubmittedAsync();
        await seed.UntilAsync(job, view => view.IsOver);

        using var answer = await seed.Client.PostAsync(ApiRoutes.Act(job, action), null);

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var detail = (await RunningSeed.ProblemAsync(answer)).Detail;
        detail.ShouldStartWith($"job {job} cannot be ");
        detail.ShouldContain("completed");
        detail.ShouldContain($"'mandel fetch {job} -o DIR'");
    }

    [Fact]
    public async Task The_seeds_own_devices_are_a_node_among_others()
    {
        await using var seed = await RunningSeed.StartAsync(RunningSeed.WithCpu);

        var nodes = (await seed.Client.GetFromJsonAsync(ApiRoutes.Nodes, ApiJson.Default.NodeList))!.Nodes;

        nodes.ShouldHaveSingleItem().Devices.ShouldHaveSingleItem().State.ShouldBe("ready");
    }
}
