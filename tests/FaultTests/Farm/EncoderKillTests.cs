using System.Globalization;

using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

namespace MandelActors.FaultTests.Farm;

/// <summary>Whoever runs out of memory is killed, and that is often the encoder: there is no film until there is a whole one.</summary>
[Collection(FaultGroup.Name)]
public sealed class EncoderKillTests(GoldenFilms golden)
{
    [SkippableFact]
    public async Task A_film_whose_encoder_is_killed_is_made_again_from_the_same_frames()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        Skip.If(Lacking.Ffmpeg is not null, Lacking.Ffmpeg);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 1, seedFailpoint: "film-half-written:1:stop");
        string job = await farm.SubmitAsync(FaultScene.Short);
        await farm.Seed.UntilHaltedAsync();
        RenderedFolder folder = farm.FolderOf(job);
        Dictionary<int, DateTime> frames = folder.FrameTimes();
        int encoder = ChildOf(farm.Seed.Process.Id, "ffmpeg");

        PosixSignal.Send(encoder, PosixSignal.Kill).ShouldBeTrue();
        await Until.TrueAsync(() => StateOf(encoder) is null or 'Z', () => $"waiting until process {encoder} is dead");
        farm.Seed.Continue();

        FarmJob failed = await farm.UntilAsync(job, now => now.IsOver || now.State == "failed", "the loss of the encoder is noticed");
        failed.State.ShouldBe("failed", $"{failed}\n{farm.Logs}");
        failed.Reason.ShouldContain("ffmpeg", customMessage: failed.ToString());
        File.Exists(folder.FilmPath).ShouldBeFalse("there is a film without an encoder");
        await farm.ActAsync(job, "retry");
        farm.Seed.Log.ShouldNotContain($"retry {job}: 503", customMessage: "the job was being started anew and did not hear of it");
        await farm.ShouldHaveLostNothingAsync(job, golden.Short, wasted: 0);
        folder.FrameTimes().ShouldBe(frames, ignoreOrder: true);
        RenderedFolder.Hash(folder.FilmPath).ShouldBe(RenderedFolder.Hash(golden.Short.Folder.FilmPath), "the film is another, byte by byte");
    }

    /// <summary>The process of that name that another one started.</summary>
    private static int ChildOf(int parent, string name) => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int process) ? process : 0)
        .Where(process => process > 0)
        .First(process => Stat(process) is { } stat && stat.Contains($"({name})", StringComparison.Ordinal) && stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1] == parent.ToString(CultureInfo.InvariantCulture));

    /// <summary>The state that Linux gives a process; null for none.</summary>
    private static char? StateOf(int process) => Stat(process) is { } stat ? stat[stat.LastIndexOf(')') + 2] : null;

    private static string? Stat(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/stat");
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return null;
        }
    }
}
