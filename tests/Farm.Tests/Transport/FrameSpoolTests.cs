using MandelActors.Farm.Rendering;
using MandelActors.Farm.Settings;
using MandelActors.Farm.Transport;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Ids;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Transport;

public sealed class FrameSpoolTests : IDisposable
{
    private static readonly SpoolShelf Shelf = new(new JobId("film"), new string('a', 64), "cpu");
    private static readonly Attempt Attempt = new(1_000_000_001);
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void What_was_written_is_held_by_the_next_process_with_the_same_hash()
    {
        Sha256Hash hash;
        using (var spool = Open()) hash = spool.Write(Shelf, new FrameNumber(7), Attempt, Content("seven")).Sha256;

        using var next = Open();

        next.FramesOn(Shelf).ShouldBe([new FrameNumber(7)]);
        next.Find(Shelf, new FrameNumber(7)).ShouldNotBeNull().Whole.Sha256.ShouldBe(hash);
        hash.ShouldBe(Sha256Hash.Of("seven"u8));
    }

    [Fact]
    public void A_frame_of_several_parts_knows_where_each_begins()
    {
        using var spool = Open();

        spool.Write(Shelf, new FrameNumber(1), Attempt, new SeveralParts(["one", "", "three"]));

        var file = spool.Find(Shelf, new FrameNumber(1)).ShouldNotBeNull();
        file.Parts.Select(part => part.Bytes).ShouldBe([3, 0, 5]);
        file.OffsetOf(2).ShouldBe(3);
        file.Whole.Sha256.ShouldBe(Sha256Hash.Of("onethree"u8));
    }

    [Fact]
    public void Frames_of_another_kind_of_device_or_another_scene_are_not_mistaken_for_these()
    {
        using var spool = Open();
        spool.Write(Shelf, new FrameNumber(1), Attempt, Content("x"));

        spool.FramesOn(Shelf with { DeviceKind = "opencl" }).ShouldBeEmpty();
        spool.FramesOn(Shelf with { Identity = new string('b', 64) }).ShouldBeEmpty();
    }

    [Fact]
    public void Any_damaged_or_half_written_file_goes_at_the_start()
    {
        int length;
        using (var spool = Open())
        {
            spool.Write(Shelf, new FrameNumber(0), Attempt, Content("some bytes of a frame"));
            length = (int)new FileInfo(FileOf(0)).Length;
        }

        byte[] sound = File.ReadAllBytes(FileOf(0));
        for (int place = 0; place < length; place++)
        {
            byte[] damaged = [.. sound];
            damaged[place] ^= 0x20;
            File.WriteAllBytes(FileOf(place), damaged);
        }

        File.WriteAllBytes(FileOf(length), sound[..^1]);
        File.WriteAllBytes(FileOf(length + 1), []);
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(FileOf(0))!, ".000003.1000000001.tmp"), "half");
        File.WriteAllBytes(FileOf(length + 2), sound);

        using var next = Open();

        next.FramesOn(Shelf).ShouldContain(new FrameNumber(length + 2));
        foreach (var frame in next.FramesOn(Shelf)) next.Find(Shelf, frame).ShouldNotBeNull().Whole.Sha256.ShouldBe(Sha256Hash.Of("some bytes of a frame"u8));
        Directory.GetFiles(_temporary.Combine("spool", "held"), "*.tmp", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public void What_nobody_asked_for_in_a_day_goes_at_the_start()
    {
        using (var spool = Open())
        {
            spool.Write(Shelf, new FrameNumber(1), Attempt, Content("old"));
            spool.Write(Shelf, new FrameNumber(2), Attempt, Content("new"));
        }

        File.SetLastWriteTimeUtc(FileOf(1), TimeProvider.System.GetUtcNow().UtcDateTime - TimeSpan.FromHours(25));

        using var next = Open();
        next.FramesOn(Shelf).ShouldBe([new FrameNumber(2)]);
    }

    [Fact]
    public void A_spool_belongs_to_one_process_and_says_so()
    {
        using var spool = Open();

        Should.Throw<BadInputException>(Open).Message.ShouldContain("--spool");
    }

    [Fact]
    public void A_full_spool_has_no_room_until_something_is_taken_out()
    {
        using var spool = FrameSpool.Open(_temporary.Combine("spool"), SettingsLoader.Reference.Transport with { SpoolMiB = 1 }, TimeProvider.System);
        spool.HasRoom.ShouldBeTrue();

        spool.Write(Shelf, new FrameNumber(1), Attempt, Content(new string('x', 1 << 20)));
        spool.HasRoom.ShouldBeFalse();

        spool.Remove(Shelf, new FrameNumber(1));
        spool.HasRoom.ShouldBeTrue();
    }

    [Fact]
    public void A_full_spool_makes_room_where_nobody_asked_for_anything_in_a_day()
    {
        ManualTimeProvider time = new();
        using var spool = FrameSpool.Open(_temporary.Combine("spool"), SettingsLoader.Reference.Transport with { SpoolMiB = 1 }, time);
        var wanted = Shelf with { Job = new JobId("wanted") };
        spool.Write(Shelf, new FrameNumber(1), Attempt, Content(new string('x', 1 << 20)));
        spool.Write(wanted, new FrameNumber(2), Attempt, Content("y"));

        time.Advance(TimeSpan.FromHours(23));
        spool.FramesOn(wanted).ShouldBe([new FrameNumber(2)]);
        spool.HasRoom.ShouldBeFalse();
        time.Advance(TimeSpan.FromHours(2));

        spool.HasRoom.ShouldBeTrue();
        File.Exists(FileOf(1)).ShouldBeFalse();
        spool.FramesOn(Shelf).ShouldBeEmpty();
        spool.FramesOn(wanted).ShouldBe([new FrameNumber(2)]);
        spool.Content.Frames.ShouldBe(1);
    }

    private FrameSpool Open() => FrameSpool.Open(_temporary.Combine("spool"), SettingsLoader.Reference.Transport, TimeProvider.System);

    private string FileOf(int frame) => Path.Combine(_temporary.Combine("spool", "held"), Shelf.FolderName, $"{frame:D6}.frame");

    private static OneFile Content(string text) => new(stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>A frame of a part for each text.</summary>
    private sealed class SeveralParts(string[] texts) : IFrameContent
    {
        public int Parts => texts.Length;

        public void WritePart(int part, Stream stream) => stream.Write(System.Text.Encoding.UTF8.GetBytes(texts[part]));
    }
}
