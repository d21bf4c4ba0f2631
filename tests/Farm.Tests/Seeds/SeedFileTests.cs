using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using MandelActors.Farm.Seeds;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Tests.Seeds;

/// <summary>The files of jobs, fetched over HTTP.</summary>
public sealed class SeedFileTests
{
    /// <summary>Two chunks a level, so that a frame is several files.</summary>
    private const string Stack =
        """
        { "kind": "mandelbrot-stack", "image": { "width": 16, "height": 8 }, "centre": { "re": "-0.75", "im": "0" }, "radius": "1", "levels": 4, "zoomPerLevel": "1.5",
          "array": { "chunks": [2, 8, 8] } }
        """;

    [Fact]
    public async Task Every_file_of_the_list_comes_with_the_bytes_it_promises()
    {
        await using var seed = await RunningSeed.StartAsync(RunningSeed.WithCpu);
        string job = await seed.SubmittedAsync();
        await seed.UntilAsync(job, view => view.IsOver);

        var list = await seed.FilesAsync(job);

        list.IsOver.ShouldBeTrue();
        list.Files.Select(file => file.Path).ShouldBe(
            ["scene.json", "manifest.json", "film.apng", "frames/000000.png", "frames/000001.png", "frames/000002.png", "frames/000003.png"], ignoreOrder: true);
        foreach (var file in list.Files)
        {
            using var answer = await seed.Client.GetAsync(ApiRoutes.File(job, file.Path));
            byte[] bytes = await answer.Content.ReadAsByteArrayAsync();
            bytes.Length.ShouldBe((int)file.Bytes);
            Convert.ToHexStringLower(SHA256.HashData(bytes)).ShouldBe(file.Sha256);
            answer.Headers.ETag!.Tag.ShouldBe($"\"{file.Sha256}\"");
        }
    }

    [Fact]
    public async Task A_damaged_frame_of_a_stack_is_left_out_of_the_list_and_refused_by_name()
    {
        await using var seed = await RunningSeed.StartAsync(RunningSeed.WithCpu);
        string job = await seed.SubmittedAsync(Stack);
        await seed.UntilAsync(job, view => view.IsOver);
        string[] before = [.. (await seed.FilesAsync(job)).Files.Select(file => file.Path)];
        await seed.RestartAsync();
        string chunk = before.First(path => path.EndsWith(".0.1", StringComparison.Ordinal));
        File.Delete(Path.Combine(new SeedStore(seed.Store).FolderOf(new JobId(job)).Path, chunk));

        string[] after = [.. (await seed.FilesAsync(job)).Files.Select(file => file.Path)];
        using var answer = await seed.Client.GetAsync(ApiRoutes.File(job, chunk));

        before.Except(after).ShouldBe([chunk[..^1] + "0", chunk], ignoreOrder: true);
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await RunningSeed.ProblemAsync(answer)).Detail.ShouldContain($"'mandel heal {job}'");
    }

    [Fact]
    public async Task Frames_are_handed_out_while_the_job_runs()
    {
        await using var seed = await RunningSeed.StartAsync(RunningSeed.WithCpu);
        string job = await seed.SubmittedAsync(change: request => request["frames"] = "1..2");
        await seed.UntilAsync(job, view => view.Done == 2);

        var files = (await seed.FilesAsync(job)).Files;

        files.Select(file => file.Path).ShouldContain("frames/000001.png");
        files.Select(file => file.Path).ShouldNotContain("frames/000000.png");
        using var missing = await seed.Client.GetAsync(ApiRoutes.File(job, "frames/000000.png"));
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_broken_download_goes_on_where_it_broke_off_if_the_file_is_still_the_same()
    {
        await using var seed = await RunningSeed.StartAsync(RunningSeed.WithCpu);
        string job = await seed.SubmittedAsync();
        await seed.UntilAsync(job, view => view.IsOver);
        var film = (await seed.FilesAsync(job)).Files.Single(file => file.Path == "film.apng");
        byte[] whole = await seed.Client.GetByteArrayAsync(ApiRoutes.File(job, film.Path));

        using HttpRequestMessage rest = new(HttpMethod.Get, ApiRoutes.File(job, film.Path));
        rest.Headers.Range = new RangeHeaderValue(100, null);
        rest.Headers.IfRange = new RangeConditionHeaderValue($"\"{film.Sha256}\"");
        using var partial = await seed.Client.SendAsync(rest);
        using HttpRequestMessage changed = new(HttpMethod.Get, ApiRoutes.File(job, film.Path));
        changed.Headers.Range = new RangeHeaderValue(100, null);
        changed.Headers.IfRange = new RangeConditionHeaderValue($"\"{new string('0', 64)}\"");
        using var anew = await seed.Client.SendAsync(changed);

        partial.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await partial.Content.ReadAsByteArrayAsync()).ShouldBe(whole[100..]);
        anew.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await anew.Content.ReadAsByteArrayAsync()).ShouldBe(whole);
    }

    [Theory]
    [InlineData("../../journal.db")]
    [InlineData("..%2f..%2fjournal.db")]
    [InlineData("%2e%2e/%2e%2e/journal.db")]
    [InlineData("frames/../../../../journal.db")]
    [InlineData("frames/%2e%2e/%2e%2e/%2e%2e/journal.db")]
    [InlineData("frames/000000.png%00")]
    [InlineData("frames/%2fetc%2fpasswd")]
    [InlineData("/etc/passwd")]
    [InlineData("%5c..%5cjournal.db")]
    [InlineData("frames/0.png")]
    [InlineData("frames/99999999999999999999.png")]
    [InlineData(".lock")]
    public async Task A_name_that_is_not_in_the_list_is_no_file(string name)
    {
        await using var seed = await RunningSeed.StartAsync(RunningSeed.WithCpu);
        string job = await seed.SubmittedAsync();
        await seed.UntilAsync(job, view => view.IsOver);

        // As it stands: a client of good manners would tidy the address up.
        var (status, _) = await RawRequest.SendAsync(seed.Host.Address, $"GET {ApiRoutes.Files(job)}/{name} HTTP/1.1");

        status.ShouldBeOneOf(400, 404);
    }

    [Fact]
    public async Task Chunks_of_a_stack_are_listed_one_by_one_with_the_arrays_description()
    {
        await using var seed = await RunningSeed.StartAsync(RunningSeed.WithCpu);
        string job = await seed.SubmittedAsync(Stack);
        var view = await seed.UntilAsync(job, view => view.IsOver);
        view.State.ShouldBe("completed", view.Reason);

        var files = (await seed.FilesAsync(job)).Files;

        files.Count(file => file.Path.StartsWith("fields/", StringComparison.Ordinal) && !file.Path.Contains("/.z", StringComparison.Ordinal) && !file.Path.EndsWith(".json", StringComparison.Ordinal)).ShouldBe(4);
        foreach (var file in files)
            Convert.ToHexStringLower(SHA256.HashData(await seed.Client.GetByteArrayAsync(ApiRoutes.File(job, file.Path)))).ShouldBe(file.Sha256, file.Path);
    }
}
