using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

namespace MandelActors.FaultTests;

/// <summary>A film of Lyapunov exponents is killed and harmed; its file lies beside the job's folder.</summary>
[Collection(FaultGroup.Name)]
public sealed class LyapunovFaultTests(GoldenFilms golden) : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [SkippableTheory]
    [InlineData("frame-rendered:9")]
    [InlineData("frame-half-written:9")]
    [InlineData("frame-renamed:3")]
    [InlineData("journal-half-written:2")]
    [InlineData("film-half-written")]
    public async Task A_film_killed_at_any_place_ends_as_if_it_had_not_been(string failpoint)
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        FaultJob job = new(FaultScene.Lyapunov, _home.Path);
        (await job.RenderAsync(failpoint, FaultJob.OneByOne)).ShouldBeKilled();
        File.Exists(job.Folder.FilmPath).ShouldBeFalse("the fault came too late");

        (await job.RenderAsync()).ShouldBeDone();

        job.Folder.ShouldEqual(golden.Lyapunov);
        Directory.EnumerateFileSystemEntries(_home.Path).Select(path => Path.GetFileName(path)).ShouldBe([Path.GetFileName(job.Folder.FilmPath), Path.GetFileName(job.Folder.Path), "lyapunov.json"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("a frame")]
    [InlineData("the film")]
    public async Task One_bit_flipped_is_healed_in(string where)
    {
        FaultJob job = new(FaultScene.Lyapunov, _home.Path);
        (await job.RenderAsync()).ShouldBeDone();
        string harmed = where == "a frame" ? job.Folder.Frame(11) : job.Folder.FilmPath, sound = RenderedFolder.Hash(harmed);
        Damage.FlipBit(harmed);
        RenderedFolder.Hash(harmed).ShouldNotBe(sound, "the damage did not land");

        (await job.RenderAsync()).ShouldBeDone();

        job.Folder.ShouldEqual(golden.Lyapunov);
        RenderedFolder.Hash(harmed).ShouldBe(sound);
    }
}
