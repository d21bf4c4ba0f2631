using System.Net;
using MandelActors.Farm.Seeds;
using MandelActors.Farm.Settings;
using MandelActors.Farm.Store;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Ids;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Seeds;

/// <summary>Jobs of which only the film is left: one that cannot be made, one that somebody stops.</summary>
public sealed class SeedFilmTests : IDisposable
{
    private static readonly string Scene = RunningSeed.SmallScene.Replace("apng", "h264");
    private readonly PlayedEncoder _encoder = new();

    public void Dispose() => _encoder.Dispose();

    [SkippableFact]
    public async Task A_job_whose_film_fails_ends_with_the_reason_and_retry_makes_it()
    {
        SkipWithoutEncoder();
        await using var seed = await FailedAsync();
        var (job, view) = (seed.Job, seed.View);
        view.State.ShouldBe("failed");
        view.Reason.ShouldNotBeNull().ShouldStartWith("the film could not be made: ");
        view.Reason.ShouldContain("the encoder fell over");
        (await seed.Seed.FilesAsync(job)).Files.Count(file => file.Path.StartsWith("frames/", StringComparison.Ordinal)).ShouldBe(4, "what is finished cannot be fetched");

        _encoder.Encode();
        await seed.Seed.ActAsync(job, "retry");

        (await seed.Seed.UntilAsync(job, now => now.IsOver)).Film.ShouldBe("film.mp4");
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_job_whose_film_fails_is_removed(bool afterRestart)
    {
        SkipWithoutEncoder();
        await using var seed = await FailedAsync();
        if (afterRestart) await seed.Seed.RestartAsync();

        using var answer = await seed.Seed.Client.DeleteAsync(ApiRoutes.Job(seed.Job));

        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        Directory.Exists(FolderOf(seed.Seed, seed.Job).Path).ShouldBeFalse();
    }

    [SkippableFact]
    public async Task A_job_whose_film_fails_is_cancelled_and_can_be_brought_back()
    {
        SkipWithoutEncoder();
        await using var seed = await FailedAsync();

        (await seed.Seed.CancelledAsync(seed.Job)).State.ShouldBe("cancelled");
        await seed.Seed.RestartAsync();
        (await seed.Seed.ViewAsync(seed.Job)).State.ShouldBe("cancelled");
        _encoder.Encode();
        await seed.Seed.ActAsync(seed.Job, "retry");

        (await seed.Seed.UntilAsync(seed.Job, now => now.IsOver)).State.ShouldBe("completed");
    }

    [SkippableTheory]
    [InlineData("retry")]
    [InlineData("heal")]
    public async Task Cancelling_a_film_in_the_making_ends_its_encoder_and_the_job_can_be_brought_back_by(string action)
    {
        SkipWithoutEncoder();
        await using var seed = await StartAsync();
        _encoder.StandStill();
        string job = await seed.SubmittedAsync(Scene);
        int process = await _encoder.UntilStandingAsync();
        var folder = FolderOf(seed, job);
        PlayedEncoder.Runs(process).ShouldBeTrue();
        File.Exists(folder.In(".film.mp4.tmp")).ShouldBeTrue();

        var cancelled = await seed.CancelledAsync(job);

        cancelled.State.ShouldBe("cancelled");
        cancelled.Done.ShouldBe(4);
        cancelled.Film.ShouldBeNull();
        await PlayedEncoder.UntilGoneAsync(process);
        Directory.GetFiles(folder.Path).Select(Path.GetFileName).ShouldBe(["manifest.json", "scene.json"], ignoreOrder: true);
        await RefusedAsync(seed, job, "pause", $"'mandel retry {job}'");
        _encoder.Encode();
        await seed.ActAsync(job, action);
        var view = await seed.UntilAsync(job, now => now.IsOver);
        (view.State, view.Film).ShouldBe(("completed", "film.mp4"));
        view.Devices.ShouldHaveSingleItem().Frames.ShouldBe(4, "frames were rendered again");
    }

    [SkippableFact]
    public async Task Pausing_a_film_in_the_making_ends_its_encoder_and_it_begins_anew_when_the_job_goes_on()
    {
        SkipWithoutEncoder();
        await using var seed = await StartAsync();
        _encoder.StandStill();
        string job = await seed.SubmittedAsync(Scene);
        int process = await _encoder.UntilStandingAsync();

        (await seed.ActAsync(job, "pause")).State.ShouldBe("paused");
        await PlayedEncoder.UntilGoneAsync(process);
        await seed.RestartAsync();
        (await seed.UntilAsync(job, now => now.Stage != "opening")).State.ShouldBe("paused");
        File.Exists(FolderOf(seed, job).In(".film.mp4.tmp")).ShouldBeFalse();
        await seed.ActAsync(job, "resume");
        await _encoder.UntilStandingAsync();
        await seed.ActAsync(job, "pause");
        _encoder.Encode();
        await seed.ActAsync(job, "resume");

        (await seed.UntilAsync(job, now => now.IsOver)).State.ShouldBe("completed");
    }

    [SkippableFact]
    public async Task A_film_in_the_making_is_not_removed_before_it_is_cancelled()
    {
        SkipWithoutEncoder();
        await using var seed = await StartAsync();
        _encoder.StandStill();
        string job = await seed.SubmittedAsync(Scene);
        await _encoder.UntilStandingAsync();

        using (var early = await seed.Client.DeleteAsync(ApiRoutes.Job(job)))
            (await RunningSeed.ProblemAsync(early)).Detail.ShouldContain($"'mandel cancel {job}'");
        await seed.CancelledAsync(job);
        using var answer = await seed.Client.DeleteAsync(ApiRoutes.Job(job));

        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("film.apng")]
    [InlineData(".film.apng.tmp")]
    [InlineData("manifest.json")]
    [InlineData(".manifest.json.tmp")]
    [InlineData("frames/000002.png")]
    public async Task A_folder_in_a_files_place_fails_the_job_with_place_and_remedy_until_it_is_gone(string name)
    {
        await using var seed = await RunningSeed.StartAsync();
        string job = await seed.SubmittedAsync();
        await seed.ActAsync(job, "pause");
        string place = FolderOf(seed, job).In(name);
        Directory.CreateDirectory(place);
        await seed.RestartAsync(RunningSeed.WithCpu);
        await seed.ActAsync(job, "resume");

        var failed = await seed.UntilAsync(job, now => now.IsOver);
        failed.State.ShouldBe("failed");
        failed.Reason.ShouldNotBeNull().ShouldEndWith($"'{place}' is a folder where a file belongs; move it away, then retry");
        Directory.Delete(place);
        await seed.ActAsync(job, "retry");

        (await seed.UntilAsync(job, now => now.IsOver)).State.ShouldBe("completed");
    }

    [Fact]
    public async Task Cancelling_twice_is_cancelling_once_and_what_has_frames_left_stays_cancelled()
    {
        await using var seed = await RunningSeed.StartAsync();
        string job = await seed.SubmittedAsync();

        (await seed.CancelledAsync(job)).State.ShouldBe("cancelled");
        (await seed.CancelledAsync(job)).State.ShouldBe("cancelled");

        await RefusedAsync(seed, job, "retry", "for good");
        await RefusedAsync(seed, job, "heal", "for good");
    }

    private static void SkipWithoutEncoder()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        Skip.If(Lacking.Ffmpeg is not null, Lacking.Ffmpeg);
    }

    private static async Task RefusedAsync(RunningSeed seed, string job, string action, string says)
    {
        using var answer = await seed.Client.PostAsync(ApiRoutes.Act(job, action), null);
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await RunningSeed.ProblemAsync(answer)).Detail.ShouldContain(says);
    }

    private static JobFolder FolderOf(RunningSeed seed, string job) => new SeedStore(seed.Store).FolderOf(new JobId(job));

    private Task<RunningSeed> StartAsync() => RunningSeed.StartAsync(options =>
        RunningSeed.WithCpu(options) with { Settings = options.Settings with { Film = new FilmSettings(_encoder.Path) } });

    /// <summary>A job whose frames are all there and whose film failed.</summary>
    private async Task<FailedJob> FailedAsync()
    {
        _encoder.Fail();
        var seed = await StartAsync();
        string job = await seed.SubmittedAsync(Scene);
        return new FailedJob(seed, job, await seed.UntilAsync(job, now => now.IsOver));
    }

    private sealed record FailedJob(RunningSeed Seed, string Job, JobView View) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Seed.DisposeAsync();
    }
}
