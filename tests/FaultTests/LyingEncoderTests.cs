using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

namespace MandelActors.FaultTests;

/// <summary>An encoder's exit code proves nothing: programs that take ffmpeg's place and do half of its work.</summary>
[Collection(FaultGroup.Name)]
public sealed class LyingEncoderTests(GoldenFilms golden) : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [SkippableTheory]
    [InlineData("dies on the way", "head -c 40000 | ffmpeg \"$@\" >/dev/null 2>&1; kill -9 $$")]
    [InlineData("says yes and writes nothing", "cat >/dev/null; exit 0")]
    [InlineData("says yes and writes rubbish", "cat >/dev/null; for last; do :; done; echo rubbish > \"${last#file:}\"; exit 0")]
    [InlineData("says yes and drops the end", "{ head -c 184320; cat >/dev/null; } | ffmpeg \"$@\" 2>/dev/null; exit 0")]
    [InlineData("says yes and doubles the start", "head -c 55296 > \"$0.part\"; cat \"$0.part\" \"$0.part\" - | head -c 221184 | ffmpeg \"$@\" 2>/dev/null; exit 0")]
    public async Task No_film_is_better_than_a_wrong_one_when_the_encoder(string claim, string lie)
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        Skip.If(Lacking.Ffmpeg is not null, Lacking.Ffmpeg);
        FaultJob job = new(FaultScene.Short, _home.Path);
        string liar = Liar(lie);

        MandelResult result = await job.RenderAsync(null, "--config", $"film.ffmpegPath={liar}");

        File.Exists(liar + ".called").ShouldBeTrue($"the encoder that {claim} was never asked");
        result.ExitCode.ShouldBe(1, result.ToString());
        result.ShouldSpeakPlainly("film");
        File.Exists(job.Folder.FilmPath).ShouldBeFalse();
        job.Folder.FinalFrames.Count.ShouldBe(FaultScene.Short.Frames);

        Dictionary<int, DateTime> times = job.Folder.FrameTimes();
        (await job.RenderAsync()).ShouldBeDone();
        job.Folder.ShouldEqual(golden.Short);
        job.Folder.FrameTimes().ShouldBe(times, ignoreOrder: true);
    }

    /// <summary>A script that lies where it is fed frames, and is honest in everything else.</summary>
    private string Liar(string lie)
    {
        string folder = Directory.CreateDirectory(_home.Combine("bin")).FullName;
        ShellScript.Write(Path.Combine(folder, "ffprobe"), "exec ffprobe \"$@\"");
        return ShellScript.Write(Path.Combine(folder, "ffmpeg"), $"""
            case "$*" in
              *pipe:0*) : > "$0.called"; {lie} ;;
              *) exec ffmpeg "$@" ;;
            esac
            """);
    }
}
