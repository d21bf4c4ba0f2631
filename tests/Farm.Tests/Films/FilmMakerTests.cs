using MandelActors.Farm.Films;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Store;
using MandelActors.Farm.Tests.Rendering;
using MandelActors.Imaging;
using MandelActors.Imaging.Png;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Scenes;
using MandelActors.Testing;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Tests.Films;

public sealed class FilmMakerTests : IDisposable
{
    private static readonly ZoomScene Scene = TestScenes.Load("film.codec=apng", "film.seconds=0.3", "image.width=8", "image.height=6");
    private readonly TemporaryFolder _temporary = new();
    private readonly FrameStore _store;
    private readonly FilmMaker _maker = new("ffmpeg");

    public FilmMakerTests()
    {
        _store = new FrameStore(new JobFolder(_temporary.Path));
        DurableFile.CreateFolder(_store.Folder.Frames);
    }

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task A_film_in_place_is_recognised_and_not_made_again()
    {
        var frames = Frames();
        var first = await MakeAsync(frames, null);
        first.Made.ShouldBeTrue();

        (await MakeAsync(frames, Recorded(first))).Made.ShouldBeFalse();
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("emptied")]
    [InlineData("bit flipped")]
    public async Task A_film_that_is_not_what_was_recorded_is_made_again(string damage)
    {
        var frames = Frames();
        var first = await MakeAsync(frames, null);
        string path = _store.Folder.In(first.Film.File);
        byte[] whole = File.ReadAllBytes(path);
        byte[] harmed = [.. whole];
        harmed[harmed.Length / 2] ^= 1;
        if (damage == "deleted") File.Delete(path);
        else File.WriteAllBytes(path, damage == "emptied" ? [] : harmed);

        var second = await MakeAsync(frames, Recorded(first));

        second.Made.ShouldBeTrue();
        File.ReadAllBytes(path).ShouldBe(whole);
    }

    [Fact]
    public async Task A_frame_damaged_after_it_was_committed_is_named_and_no_film_is_left()
    {
        var frames = Frames();
        File.Copy(_store.Folder.Frame(new FrameNumber(0)), _store.Folder.Frame(new FrameNumber(1)), overwrite: true);

        var damage = await Should.ThrowAsync<DamagedFrameException>(() => MakeAsync(frames, null));

        damage.Frame.ShouldBe(new FrameNumber(1));
        Directory.GetFiles(_store.Folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("film.apng")]
    [InlineData(".film.apng.tmp")]
    public async Task A_folder_in_the_way_is_told_before_a_frame_is_encoded_and_stays(string name)
    {
        var frames = Frames();
        Directory.CreateDirectory(_store.Folder.In(name));
        int encoded = 0;

        var refused = await Should.ThrowAsync<ObstructedException>(
            () => _maker.MakeAsync(new FilmOrder(Scene, _store, frames, null), made => encoded = made, CancellationToken.None));

        refused.Message.ShouldStartWith($"'{_store.Folder.In(name)}' is a folder");
        encoded.ShouldBe(0);
        Directory.Exists(_store.Folder.In(name)).ShouldBeTrue();
    }

    [SkippableFact]
    public async Task Another_preset_makes_another_film_and_the_usual_one_is_not_named()
    {
        Skip.If(Lacking.Ffmpeg is not null, Lacking.Ffmpeg);
        var frames = Frames();
        var usual = await MakeAsync(frames, null, Scene with { Film = Scene.Film with { Codec = "h264" } });
        usual.Film.Encoding.ShouldNotContain("preset");

        var fast = await MakeAsync(frames, Recorded(usual), Scene with { Film = Scene.Film with { Codec = "h264", Preset = "veryfast" } });

        fast.Made.ShouldBeTrue();
        fast.Film.Encoding.ShouldEndWith("preset=veryfast");
        fast.Film.Sha256.ShouldNotBe(usual.Film.Sha256);
    }

    private FinishedFrame[] Frames() =>
    [
        .. Enumerable.Range(0, Scene.Film.FrameCount).Select(number =>
        {
            FrameNumber frame = new(number);
            var attempt = Attempt.Of(1, number + 1);
            RgbImage image = new(8, 6);
            image.Pixels.AsSpan().Fill((byte)(40 * number));
            var written = _store.Write(frame, attempt, new OneFile(stream => PngWriter.Write(stream, image)));
            _store.Commit([(frame, attempt)]);
            return new FinishedFrame(frame, new FrameResult(written.Sha256, written.Bytes, "cpu", 1));
        }),
    ];

    private Task<FilmResult> MakeAsync(IReadOnlyList<FinishedFrame> frames, FilmAssembled? existing, ZoomScene? scene = null) =>
        _maker.MakeAsync(new FilmOrder(scene ?? Scene, _store, frames, existing), _ => { }, CancellationToken.None);

    private static FilmAssembled Recorded(FilmResult result) => new(
        result.Film.File, result.Film.Encoding, result.Film.FramesSha256, result.Film.Sha256, result.Film.Bytes, DateTimeOffset.UnixEpoch);
}
