using MandelActors.Farm.Store;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Tests.Store;

public class JobFolderTests
{
    [Theory]
    [InlineData("000000.png", 0)]
    [InlineData("000299.png", 299)]
    [InlineData("1234567.png", 1234567)]
    public void A_frames_name_leads_back_to_its_number(string name, int number)
    {
        JobFolder.TryParseFrame(name, out var frame).ShouldBeTrue();
        frame.ShouldBe(new FrameNumber(number));
        JobFolder.FrameName(frame).ShouldBe(name);
    }

    [Theory]
    [InlineData("12.png")]
    [InlineData("0000012.png")]
    [InlineData("000012.PNG")]
    [InlineData("-00012.png")]
    [InlineData("000012.png.tmp")]
    [InlineData("99999999999.png")]
    public void Other_names_are_no_frames(string name) => JobFolder.TryParseFrame(name, out _).ShouldBeFalse();

    [Fact]
    public void An_attempts_name_is_temporary_and_tells_frame_and_attempt()
    {
        string path = new JobFolder("job").Temporary(new FrameNumber(12), Attempt.Of(3, 17));

        Path.GetFileName(path).ShouldBe(".000012.3000000017.tmp");
        JobFolder.IsTemporary(Path.GetFileName(path)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(".scene.json.tmp")]
    [InlineData(".manifest.json.tmp")]
    [InlineData(".film.mp4.tmp")]
    [InlineData(".film.apng.tmp")]
    public void What_is_written_beside_a_result_is_temporary(string name) => JobFolder.IsTemporary(name).ShouldBeTrue();

    [Theory]
    [InlineData(".notes.tmp")]
    [InlineData(".tmp")]
    [InlineData(".12.tmp")]
    [InlineData(".a.1.tmp")]
    [InlineData("000012.1.tmp")]
    public void A_users_hidden_files_are_not_temporary(string name) => JobFolder.IsTemporary(name).ShouldBeFalse();
}
