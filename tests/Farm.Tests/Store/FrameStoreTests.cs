using MandelActors.Farm.Rendering;
using MandelActors.Farm.Store;
using MandelActors.Imaging;
using MandelActors.Imaging.Png;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Store;

public sealed class FrameStoreTests : IDisposable
{
    private static readonly FrameNumber Frame = new(12);
    private static readonly Attempt Attempt = Attempt.Of(1, 7);
    private readonly TemporaryFolder _temporary = new();
    private readonly JobFolder _folder;
    private readonly FrameStore _store;

    public FrameStoreTests()
    {
        _folder = new JobFolder(_temporary.Path);
        DurableFile.CreateFolder(_folder.Frames);
        _store = new FrameStore(_folder);
    }

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void A_written_frame_has_only_its_temporary_name_until_it_is_committed()
    {
        _store.Write(Frame, Attempt, new OneFile(Encode));
        Directory.GetFiles(_folder.Frames).ShouldBe([_folder.Temporary(Frame, Attempt)]);

        _store.Commit([(Frame, Attempt)]);

        Directory.GetFiles(_folder.Frames).ShouldBe([_folder.Frame(Frame)]);
    }

    [Fact]
    public void The_reported_hash_and_size_are_those_of_the_file()
    {
        var written = _store.Write(Frame, Attempt, new OneFile(Encode));

        byte[] content = File.ReadAllBytes(_folder.Temporary(Frame, Attempt));
        written.ShouldBe(new WrittenFrame(Sha256Hash.Of(content), content.Length));
    }

    [Fact]
    public void A_commit_of_a_file_that_is_gone_fails()
    {
        Should.Throw<IOException>(() => _store.Commit([(Frame, Attempt)]));
    }

    [Fact]
    public void A_folder_in_a_frames_place_is_told_and_the_other_frames_of_the_batch_are_committed()
    {
        FrameNumber other = new(13);
        foreach (var frame in (FrameNumber[])[Frame, other]) _store.Write(frame, Attempt, new OneFile(Encode));
        Directory.CreateDirectory(_folder.Frame(Frame));

        var obstructed = _store.Commit([(Frame, Attempt), (other, Attempt)]);

        obstructed.ShouldHaveSingleItem().ShouldBe(new(Frame, $"'{_folder.Frame(Frame)}' is a folder where a file belongs"));
        File.Exists(_folder.Frame(other)).ShouldBeTrue();
        Directory.Exists(_folder.Frame(Frame)).ShouldBeTrue();
    }

    [Fact]
    public void A_folder_in_a_frames_place_is_damage_that_names_it()
    {
        Directory.CreateDirectory(_folder.Frame(Frame));

        _store.DamageOf(Frame, new FrameResult(Sha256Hash.Of("any"u8), 3, "cpu", 1)).ShouldBe($"'{_folder.Frame(Frame)}' is a folder where a file belongs");
    }

    [Fact]
    public void An_encoder_that_fails_leaves_nothing_behind()
    {
        Should.Throw<InvalidOperationException>(() => _store.Write(Frame, Attempt, new OneFile(stream =>
        {
            stream.Write([1, 2, 3]);
            throw new InvalidOperationException("half way");
        })));

        Directory.GetFiles(_folder.Frames).ShouldBeEmpty();
    }

    [SkippableFact]
    public void A_full_disk_is_recognised_and_leaves_nothing_behind()
    {
        Skip.If(Lacking.Mounting is not null, Lacking.Mounting);
        using var disk = SizedTmpfs.Mount(64 << 10);
        FrameStore store = new(new JobFolder(disk.Path));
        DurableFile.CreateFolder(store.Folder.Frames);

        var problem = Should.Throw<IOException>(() => store.Write(Frame, Attempt, new OneFile(stream => stream.Write(new byte[1 << 20]))));

        DiskFull.Is(problem).ShouldBeTrue(problem.Message);
        Directory.GetFiles(store.Folder.Frames).ShouldBeEmpty();
    }

    [Fact]
    public void An_untouched_frame_has_no_damage()
    {
        _store.DamageOf(Frame, Committed()).ShouldBeNull();
    }

    [Theory]
    [InlineData("deleted", "missing")]
    [InlineData("emptied", "0 bytes")]
    [InlineData("truncated", "bytes, not")]
    [InlineData("bit flipped", "differ")]
    [InlineData("another frame", "differ")]
    [InlineData("no picture", "does not decode")]
    public void Every_kind_of_damage_is_found(string damage, string named)
    {
        var expected = Committed();
        string path = _folder.Frame(Frame);
        byte[] content = File.ReadAllBytes(path);
        switch (damage)
        {
            case "deleted": File.Delete(path); break;
            case "emptied": File.WriteAllBytes(path, []); break;
            case "truncated": File.WriteAllBytes(path, content[..(content.Length / 2)]); break;
            case "bit flipped":
                content[content.Length / 2] ^= 4;
                File.WriteAllBytes(path, content);
                break;
            case "another frame":
                content.AsSpan().Reverse();
                File.WriteAllBytes(path, content);
                break;
            default:
                // Committed as it is: hash and size fit, the content was never a picture.
                byte[] text = "no picture"u8.ToArray();
                File.WriteAllBytes(path, text);
                expected = expected with { Sha256 = Sha256Hash.Of(text), Bytes = text.Length };
                break;
        }

        _store.DamageOf(Frame, expected).ShouldNotBeNull().ShouldContain(named);
    }

    private static void Encode(Stream stream)
    {
        RgbImage image = new(16, 16);
        new Random(1).NextBytes(image.Pixels);
        PngWriter.Write(stream, image);
    }

    private FrameResult Committed()
    {
        var written = _store.Write(Frame, Attempt, new OneFile(Encode));
        _store.Commit([(Frame, Attempt)]);
        return new FrameResult(written.Sha256, written.Bytes, "cpu", 1);
    }
}
