using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Protocol.Tests.Scenes;

public sealed class FrameRangeTests
{
    [Theory]
    [InlineData("0..99", 0, 99)]
    [InlineData("7", 7, 7)]
    [InlineData("7..", 7, int.MaxValue)]
    [InlineData("..7", 0, 7)]
    public void Both_ends_are_included_and_either_may_be_left_out(string text, int first, int last) =>
        FrameRange.Parse("--frames", text).ShouldBe(new FrameRange(first, last));

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("9..1")]
    [InlineData("-1..5")]
    [InlineData("1...5")]
    [InlineData("1..2..3")]
    [InlineData("a..b")]
    [InlineData("0..99999999999")]
    public void Anything_else_names_the_option(string text) =>
        Should.Throw<BadInputException>(() => FrameRange.Parse("--frames", text)).Origin.ShouldBe($"--frames {text}");

    [Fact]
    public void An_open_end_is_the_films_last_frame() => new FrameRange(5, int.MaxValue).Within(10).ShouldBe(new FrameRange(5, 9));

    [Theory]
    [InlineData(10, 12)]
    [InlineData(10, int.MaxValue)]
    [InlineData(5, 10)]
    public void An_end_beyond_the_film_is_refused_with_how_many_frames_it_has(int first, int last) =>
        Should.Throw<BadInputException>(() => new FrameRange(first, last).Within(10)).Message.ShouldContain("expected frames from 0 to 9: the film has 10");
}
