using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

namespace MandelActors.FaultTests;

/// <summary>A stack whose run is killed, or whose chunks are harmed, ends as the array that nothing happened to.</summary>
/// <remarks>Eight levels of four chunks: a frame is several files, so it can also be there in part.</remarks>
[Collection(FaultGroup.Name)]
public sealed class StackFaultTests(StackFaultTests.Golden golden) : IClassFixture<StackFaultTests.Golden>, IDisposable
{
    private const int Levels = 8, ChunksPerLevel = 4, Files = Levels * ChunksPerLevel + 2;

    private readonly TemporaryFolder _home = new();

    private string Array => _home.Combine("out.zarr");

    public void Dispose() => _home.Dispose();

    [SkippableTheory]
    [InlineData("frame-rendered:3")]
    [InlineData("frame-half-written:3")]
    [InlineData("frame-half-written:7")]
    [InlineData("frame-written:2")]
    [InlineData("frame-renamed")]
    [InlineData("journal-half-written:4")]
    public async Task A_killed_run_is_resumed(string failpoint)
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        (await RunAsync(_home, failpoint, FaultJob.OneByOne)).ShouldBeKilled();
        Hashes(Array).Count.ShouldBeLessThan(Files, "the run was over before the fault");

        (await RunAsync(_home)).ShouldBeDone();

        ShouldBeGolden();
    }

    [SkippableFact]
    public async Task What_was_finished_before_a_kill_is_not_computed_again()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using (MandelProcess mandel = Start(_home, "frame-renamed:5:stop", FaultJob.OneByOne))
        {
            await Until.TrueAsync(() => mandel.HasExited || mandel.IsHalted, () => $"waiting for 5 levels\n{mandel.Output}\n{mandel.Errors}");
            mandel.HasExited.ShouldBeFalse(mandel.Errors);
            mandel.Send(PosixSignal.Kill);
        }

        var done = Journal.Read(Path.Combine(Array + ".job", "journal.db")).Done;
        Dictionary<string, DateTime> times = done.SelectMany(level => Directory.GetFiles(Array, $"{level}.*")).ToDictionary(path => path, File.GetLastWriteTimeUtc);

        (await RunAsync(_home)).ShouldBeDone();

        ShouldBeGolden();
        foreach (var (path, time) in times) File.GetLastWriteTimeUtc(path).ShouldBe(time, $"{path} was written again");
    }

    [SkippableFact]
    public async Task What_is_removed_while_the_job_runs_is_there_again_when_it_ends()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using MandelProcess mandel = Start(_home, "frame-renamed:3:stop", FaultJob.OneByOne);
        await Until.TrueAsync(() => mandel.HasExited || mandel.IsHalted, () => $"waiting for some levels\n{mandel.Output}\n{mandel.Errors}");
        mandel.HasExited.ShouldBeFalse(mandel.Errors);
        string[] taken = [.. Directory.GetFiles(Array, "*.1.*"), Path.Combine(Array, ".zarray")];
        taken.Length.ShouldBeGreaterThan(1, "the damage did not land");
        foreach (string path in taken) File.Delete(path);
        mandel.Send(PosixSignal.Continue).ShouldBeTrue();

        (await mandel.WaitAsync()).ShouldBeDone();

        ShouldBeGolden();
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("emptied")]
    [InlineData("truncated")]
    [InlineData("one bit flipped")]
    [InlineData("swapped")]
    [InlineData("lengthened")]
    public async Task A_harmed_chunk_is_healed_with_its_level_and_nothing_else_is_touched(string damage)
    {
        golden.CopyTo(_home);
        string harmed = Path.Combine(Array, "3.1.0");
        Dictionary<string, DateTime> times = Directory.GetFiles(Array).ToDictionary(path => path, File.GetLastWriteTimeUtc);
        Harm(harmed, damage);
        Hashes(Array).ShouldNotBe(golden.Hashes, "the damage did not land");

        (await RunAsync(_home)).ShouldBeDone();

        ShouldBeGolden();
        int[] healed = damage == "swapped" ? [3, 5] : [3];
        Journal.Read(Path.Combine(Array + ".job", "journal.db")).Invalidated.Order().ShouldBe(healed);
        foreach (var (path, time) in times)
        {
            if (healed.Any(level => Path.GetFileName(path).StartsWith($"{level}.", StringComparison.Ordinal))) continue;
            File.GetLastWriteTimeUtc(path).ShouldBe(time, $"{path} was touched");
        }
    }

    [Fact]
    public async Task A_lost_description_is_written_again()
    {
        golden.CopyTo(_home);
        File.Delete(Path.Combine(Array, ".zarray"));

        (await RunAsync(_home)).ShouldBeDone();

        ShouldBeGolden();
    }

    [Fact]
    public async Task An_array_of_somebody_else_is_left_alone()
    {
        Directory.CreateDirectory(Array);
        File.WriteAllText(Path.Combine(Array, ".zarray"), "somebody's");

        (await RunAsync(_home)).ShouldBeRefused(Array);

        Directory.GetFiles(Array).Length.ShouldBe(1);
        File.ReadAllText(Path.Combine(Array, ".zarray")).ShouldBe("somebody's");
        Directory.Exists(Array + ".job").ShouldBeFalse();
    }

    [Fact]
    public async Task Another_slice_is_refused_until_the_array_is_started_over()
    {
        golden.CopyTo(_home);

        (await RunAsync(_home, null, "--slice", "0:4")).ShouldBeRefused("array.slice");
        Hashes(Array).ShouldBe(golden.Hashes);

        (await RunAsync(_home, null, "--slice", "0:4", "--restart")).ShouldBeDone();
        Hashes(Array).Count.ShouldBe(4 * ChunksPerLevel + 2);
    }

    [Fact]
    public async Task Format_three_is_resumed_and_healed_in_its_folders_too()
    {
        string[] flags = ["--format", "3"];
        (await RunAsync(_home, null, flags)).ShouldBeDone();
        var whole = Hashes(Array);
        whole.Count.ShouldBe(Levels * ChunksPerLevel + 1);
        Damage.FlipBit(Path.Combine(Array, "c", "3", "1", "0"));
        Directory.Delete(Path.Combine(Array, "c", "5"), recursive: true);
        Hashes(Array).ShouldNotBe(whole);

        (await RunAsync(_home, null, flags)).ShouldBeDone();

        Hashes(Array).ShouldBe(whole);
    }

    private void ShouldBeGolden()
    {
        Hashes(Array).ShouldBe(golden.Hashes);
        Directory.GetFiles(Path.Combine(Array + ".job", "frames")).ShouldBeEmpty();
    }

    private void Harm(string chunk, string damage)
    {
        switch (damage)
        {
            case "deleted": Damage.Delete(chunk); break;
            case "emptied": Damage.Empty(chunk); break;
            case "truncated": Damage.Truncate(chunk); break;
            case "one bit flipped": Damage.FlipBit(chunk); break;
            case "swapped": Damage.Swap(chunk, Path.Combine(Array, "5.1.0")); break;
            case "lengthened": File.AppendAllText(chunk, "x"); break;
            default: throw new ArgumentException(damage);
        }
    }

    private static MandelProcess Start(TemporaryFolder home, string? failpoint, params string[] flags)
    {
        string scene = home.Combine("stack.json");
        File.WriteAllText(scene, """
            {
              "kind": "mandelbrot-stack", "image": { "width": 96, "height": 80 },
              "centre": { "re": "-0.743645857047151", "im": "0.13182592380533" }, "radius": "1.5", "levels": 8, "zoomPerLevel": 1.5,
              "iterations": 400, "escape": { "radius": 2, "count": "whole" }, "array": { "chunks": [1, 50, 50] }
            }
            """);
        return MandelProcess.Start(
            ["stack", scene, "-o", home.Combine("out.zarr"), .. flags],
            failpoint is null ? null : new Dictionary<string, string> { ["MANDEL_FAILPOINT"] = failpoint });
    }

    private static async Task<MandelResult> RunAsync(TemporaryFolder home, string? failpoint = null, params string[] flags)
    {
        await using MandelProcess mandel = Start(home, failpoint, flags);
        return await mandel.WaitAsync();
    }

    /// <summary>Every file of an array, by its name in it.</summary>
    private static SortedDictionary<string, string> Hashes(string array) => new(
        Directory.Exists(array)
            ? Directory.EnumerateFiles(array, "*", SearchOption.AllDirectories).ToDictionary(path => Path.GetRelativePath(array, path), RenderedFolder.Hash)
            : [],
        StringComparer.Ordinal);

    /// <summary>The undisturbed array, made once.</summary>
    public sealed class Golden : IAsyncLifetime, IDisposable
    {
        private readonly TemporaryFolder _home = new();

        internal SortedDictionary<string, string> Hashes { get; private set; } = [];

        public async Task InitializeAsync()
        {
            (await RunAsync(_home)).ShouldBeDone();
            Hashes = StackFaultTests.Hashes(_home.Combine("out.zarr"));
            Hashes.Count.ShouldBe(Files);
        }

        public Task DisposeAsync() => Task.CompletedTask;

        public void Dispose() => _home.Dispose();

        internal void CopyTo(TemporaryFolder home)
        {
            foreach (string name in (string[])["out.zarr", "out.zarr.job"]) new RenderedFolder(_home.Combine(name)).CopyTo(home.Combine(name));
        }
    }
}
