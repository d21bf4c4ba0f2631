using System.Text.Json;
using MandelActors.Console.Tests.Farms;
using MandelActors.Testing;

namespace MandelActors.Console.Tests.Verbs;

/// <summary><c>mandel fetch</c> against a real farm, and folders that have seen something already.</summary>
public sealed class FetchVerbTests
{
    [Fact]
    public async Task Fetching_while_the_job_goes_on_ends_with_the_whole_folder()
    {
        await using var farm = await RunningFarm.StartAsync("--devices", "cpu");
        var job = await farm.SubmitAsync();

        var fetch = await farm.RunAsync("fetch", job, "-o", farm.Folder.Combine("fetched"), "--watch", "--json");

        fetch.ExitCode.ShouldBe(0, fetch.ToString());
        var finished = JsonDocument.Parse(fetch.Output.TrimEnd().Split('\n')[^1]).RootElement;
        finished.GetProperty("complete").GetBoolean().ShouldBeTrue();
        finished.GetProperty("right").GetInt32().ShouldBe(15);
        File.Exists(finished.GetProperty("film").GetString()).ShouldBeTrue();
    }

    [SkippableFact]
    public async Task A_fetch_that_is_killed_goes_on_with_what_it_had()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        Skip.If(Lacking.Ffmpeg is not null, Lacking.Ffmpeg);
        // Without its film the job is not complete: however fast the frames come, the fetch is not over when it is killed.
        using PlayedEncoder encoder = new();
        encoder.StandStill();
        await using var farm = await RunningFarm.StartAsync("--devices", "cpu", "--config", $"film.ffmpegPath={encoder.Path}");
        var folder = farm.Folder.Combine("fetched");
        var job = await farm.SubmitAsync("--set", "film.seconds=20", "--set", "film.codec=h264");
        await using var first = MandelProcess.Start(["fetch", job, "-o", folder, "--watch", "--json", "--seed", farm.Url]);
        while (!first.HasExited && !first.Output.Split('\n')[..^1].Any(line => NumberOf(line, "fetched") > 0)) await Task.Delay(20);

        first.Send(PosixSignal.Kill).ShouldBeTrue();
        (await first.WaitAsync()).WasKilled.ShouldBeTrue("otherwise nothing was broken off");
        encoder.Encode();
        var second = await farm.RunAsync("fetch", job, "-o", folder, "--watch", "--json");

        second.ExitCode.ShouldBe(0, second.ToString());
        var last = second.Output.TrimEnd().Split('\n')[^1];
        NumberOf(last, "kept").ShouldBeGreaterThan(0);
        NumberOf(last, "right").ShouldBe(243);
        Directory.GetFiles(folder, "*.part", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_is_not_called_complete_before_the_job_is()
    {
        await using var farm = await RunningFarm.StartAsync();
        var job = await farm.SubmitAsync();

        var fetch = await farm.RunAsync("fetch", job, "-o", farm.Folder.Combine("fetched"));

        fetch.ExitCode.ShouldBe(1);
        fetch.Errors.ShouldContain("is not complete: 0/12 frames");
        fetch.Output.ShouldNotContain("complete");
        File.Exists(farm.Folder.Combine("fetched", "scene.json")).ShouldBeTrue("what is there is fetched");
    }

    [Fact]
    public async Task Damage_in_a_fetched_folder_is_mended_and_nothing_else_travels()
    {
        await using var farm = await RunningFarm.StartAsync("--devices", "cpu");
        var folder = farm.Folder.Combine("fetched");
        var job = await farm.SubmitAsync();
        (await farm.RunAsync("fetch", job, "-o", folder, "--watch")).ShouldSucceed();
        var frame = Path.Combine(folder, "frames", "000005.png");
        var right = await File.ReadAllBytesAsync(frame);
        byte[] wrong = [.. right[..^1], (byte)(right[^1] ^ 1)];
        await File.WriteAllBytesAsync(frame, wrong);

        var again = await farm.RunAsync("fetch", job, "-o", folder, "--json");

        again.ExitCode.ShouldBe(0, again.ToString());
        (await File.ReadAllBytesAsync(frame)).ShouldBe(right);
        var finished = JsonDocument.Parse(again.Output.TrimEnd().Split('\n')[^1]).RootElement;
        (finished.GetProperty("fetched").GetInt32(), finished.GetProperty("kept").GetInt32()).ShouldBe((1, 14));
    }

    [Fact]
    public async Task A_folder_with_something_else_in_it_is_left_as_it_is()
    {
        await using var farm = await RunningFarm.StartAsync("--devices", "cpu");
        var folder = farm.Folder.Combine("fetched");
        (await farm.RunAsync("fetch", await farm.SubmitAsync(), "-o", folder, "--watch")).ShouldSucceed();
        var other = await farm.SubmitAsync("--set", "image.width=32");
        var foreign = farm.Folder.Combine("foreign");
        Directory.CreateDirectory(foreign);
        await File.WriteAllTextAsync(Path.Combine(foreign, "film.mp4"), "holidays");
        var rendered = farm.Folder.Combine("rendered");
        (await MandelProcess.RunAsync(["render", farm.ScenePath, "-o", rendered])).ShouldSucceed();

        (await farm.RunAsync("fetch", other, "-o", folder)).ShouldBeRefused("scene.json", "image.width", "another folder");
        (await farm.RunAsync("fetch", other, "-o", foreign)).ShouldBeRefused("film.mp4");
        (await farm.RunAsync("fetch", other, "-o", rendered)).ShouldBeRefused("journal.db");
        (await farm.RunAsync("fetch", other, "-o", farm.ScenePath)).ShouldBeRefused("expected a folder, found a file");

        (await File.ReadAllTextAsync(Path.Combine(foreign, "film.mp4"))).ShouldBe("holidays");
    }

    [Fact]
    public async Task A_folder_belongs_to_the_job_it_was_fetched_from_and_one_that_does_not_say_to_the_next_of_its_scene()
    {
        await using var farm = await RunningFarm.StartAsync("--devices", "cpu");
        var folder = farm.Folder.Combine("fetched");
        var (first, second) = (await farm.SubmitAsync(), await farm.SubmitAsync());
        (await farm.RunAsync("fetch", first, "-o", folder, "--watch")).ShouldSucceed();
        (await farm.RunAsync("watch", second)).ShouldSucceed();

        (await farm.RunAsync("fetch", second, "-o", folder)).ShouldBeRefused(folder, $"that of job {first}", "-o");
        (await farm.RunAsync("fetch", first, "-o", folder)).Output.ShouldContain("fetched 0 files");

        // As earlier versions left it, and as a crash may.
        foreach (var origin in (string?[])[null, "{\"jobId\": "])
        {
            if (origin is null) File.Delete(Path.Combine(folder, ".fetched"));
            else await File.WriteAllTextAsync(Path.Combine(folder, ".fetched"), origin);
            (await farm.RunAsync("fetch", second, "-o", folder)).ShouldSucceed();
            (await farm.RunAsync("fetch", first, "-o", folder)).ShouldBeRefused($"that of job {second}");
        }
    }

    [SkippableFact]
    public async Task A_folder_that_takes_nothing_is_named_with_what_to_do()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux has folders where nobody may write, whoever runs the test");
        await using var farm = await RunningFarm.StartAsync("--devices", "cpu");
        var job = await farm.SubmitAsync();
        (await farm.RunAsync("watch", job)).ShouldSucceed();

        (await farm.RunAsync("fetch", job, "-o", "/proc/fetched")).ShouldBeRefused("/proc/fetched: expected a folder that can be written to", "-o");
        (await farm.RunAsync("fetch", job, "-o", "/sys/fetched")).ShouldBeRefused("/sys/fetched: expected a folder that this user may write to", "-o");
        (await MandelProcess.RunAsync(["render", farm.ScenePath, "-o", "/sys/rendered"])).ShouldBeRefused("/sys/rendered", "name another place");
    }

    [SkippableFact]
    public async Task A_disk_that_is_full_is_named_and_the_same_command_goes_on_once_there_is_room()
    {
        Skip.If(Lacking.Mounting is not null, Lacking.Mounting);
        using var disk = SizedTmpfs.Mount(1 << 20);
        disk.Fill(leave: 16 << 10);
        await using var farm = await RunningFarm.StartAsync("--devices", "cpu");
        var job = await farm.SubmitAsync();
        (await farm.RunAsync("watch", job)).ShouldSucceed();
        var folder = Path.Combine(disk.Path, "fetched");

        var full = await farm.RunAsync("fetch", job, "-o", folder);
        disk.Relieve();
        var again = await farm.RunAsync("fetch", job, "-o", folder);

        full.ExitCode.ShouldBe(1, full.ToString());
        full.Errors.ShouldBe($"mandel: {folder}: the disk is full; make room there, then the same command fetches the rest, or fetch into another folder with -o\n");
        again.ExitCode.ShouldBe(0, again.ToString());

        // Nobody has the folder: it is the disk that takes nothing.
        disk.MakeReadOnly();
        (await farm.RunAsync("fetch", job, "-o", folder)).ShouldBeRefused($"{folder}: expected a folder that this user may write to", "-o");
    }

    [Fact]
    public async Task Files_that_the_farm_has_lost_are_named_the_others_fetched_and_healing_brings_the_rest()
    {
        await using var farm = await RunningFarm.StartAsync("--devices", "cpu");
        var folder = farm.Folder.Combine("fetched");
        var job = await farm.SubmitAsync();
        (await farm.RunAsync("watch", job)).ShouldSucceed();
        var store = farm.Folder.Combine("store", "jobs", job);
        File.Delete(Path.Combine(store, "frames", "000003.png"));
        var frame = Path.Combine(store, "frames", "000007.png");
        await File.WriteAllBytesAsync(frame, (await File.ReadAllBytesAsync(frame))[..^1]);

        var first = await farm.RunAsync("fetch", job, "-o", folder);
        var json = await farm.RunAsync("fetch", job, "-o", folder, "--json");
        var heal = await farm.RunAsync("heal", job);
        (await farm.RunAsync("watch", job)).ShouldSucceed();
        var second = await farm.RunAsync("fetch", job, "-o", folder);

        first.ExitCode.ShouldBe(1, first.ToString());
        first.Errors.TrimEnd().Split('\n').ShouldBe(
        [
            $"mandel: frames/000003.png is missing in the store; 'mandel heal {job}' has it made again",
            $"mandel: frames/000007.png is shorter in the farm's store than it should be, {new FileInfo(Path.Combine(folder, "frames", "000007.png")).Length} bytes",
            $"mandel: job {job} is not complete: 2 files are missing or damaged in the farm, all others were fetched; 'mandel heal {job}' has them made again, then the same command fetches the rest",
        ]);
        first.Output.ShouldContain("fetched 13 files");
        var finished = JsonDocument.Parse(json.Output.TrimEnd().Split('\n')[^1]).RootElement;
        finished.GetProperty("bad").EnumerateArray().Select(file => file.GetProperty("path").GetString()).ShouldBe(["frames/000003.png", "frames/000007.png"]);
        heal.ExitCode.ShouldBe(0, heal.ToString());
        second.ExitCode.ShouldBe(0, second.ToString());
        second.Output.ShouldContain("complete and verified");
    }

    private static int NumberOf(string line, string property)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty(property).GetInt32();
    }
}
