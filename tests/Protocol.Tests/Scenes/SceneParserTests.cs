using MandelActors.Numerics;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Protocol.Tests.Scenes;

public sealed class SceneParserTests
{
    [Fact]
    public void A_scene_of_kind_and_path_alone_gets_every_default()
    {
        var scene = SceneTexts.Parse(SceneTexts.Smallest);

        scene.Image.ShouldBe(new SceneImage(1280, 720, 1, 8));
        scene.Film.ShouldBe(new SceneFilm(30, 10, "h264", 18, 0));
        scene.Film.FrameCount.ShouldBe(300);
        scene.Iterations.ShouldBe(SceneIterations.Auto);
        scene.Escape.ShouldBe(new SceneEscape(256, SceneCount.Smooth, false));
        (scene.Sampling, scene.Rows).ShouldBe((SceneSampling.Centre, SceneRows.Down));
        scene.Colour.Palette.ShouldBe("abyss");
        scene.Colour.Period.ValueAt(0.5).ShouldBe(64);
        scene.Colour.Interior.ShouldBe("#000000");
        scene.Devices.ShouldBe("cpu");
    }

    [Fact]
    public void Every_key_is_read()
    {
        var scene = SceneTexts.Parse(SceneTexts.Complete);

        scene.Image.ShouldBe(new SceneImage(320, 180, 4, 16));
        scene.Film.ShouldBe(new SceneFilm(29.97, 2.5, "apng", 20, 3));
        scene.Iterations.Limit.ShouldBe(5000);
        scene.Escape.ShouldBe(new SceneEscape(2, SceneCount.Whole, true));
        (scene.Sampling, scene.Rows).ShouldBe((SceneSampling.Corner, SceneRows.Up));
        scene.Colour.Map.ShouldBe(SceneColourMap.Histogram);
        scene.Colour.Period.ValueAt(0.5).ShouldBe(2.5);
        scene.Colour.Offset.ValueAt(1).ShouldBe(0.25);
        scene.Colour.Interior.ShouldBe("#0a0b0c");
        scene.Devices.ShouldBe("cpu,opencl:0:0");
        scene.Path.Keys.Select(key => key.At).ShouldBe([0, 0.5, 1]);
        scene.Path.Keys[1].Im.ShouldBe(ExactDecimal.Parse("0.13182590420533"));
        scene.Path.Keys.Select(key => key.Ease).ShouldBe([SceneEase.Both, SceneEase.In, SceneEase.Both]);
    }

    [Fact]
    public void A_position_keeps_every_digit_whether_written_as_text_or_as_number()
    {
        const string Digits = "-0.7436438870371510000000000000000000000000000000000000000000000000000001";
        var asText = SceneTexts.Parse(SceneTexts.Smallest.Replace("\"-0.75\"", $"\"{Digits}\"", StringComparison.Ordinal));
        var asNumber = SceneTexts.Parse(SceneTexts.Smallest.Replace("\"-0.75\"", Digits, StringComparison.Ordinal));

        asText.Path.Keys[0].Re.ToString().ShouldBe(Digits);
        asNumber.Path.Keys[0].Re.ShouldBe(asText.Path.Keys[0].Re);
    }

    [Theory]
    [InlineData(30, 10, 300)]
    [InlineData(29.97, 1, 30)]
    [InlineData(1, 0.01, 1)]
    [InlineData(1000, 10_000, 10_000_000)]
    public void The_number_of_frames_is_rate_times_length_at_least_one(double fps, double seconds, int frames) =>
        new SceneFilm(fps, seconds, "h264", 18, 0).FrameCount.ShouldBe(frames);

    [Fact]
    public void Length_changes_only_the_number_of_frames_not_where_they_lead()
    {
        var brief = SceneTexts.Parse(SceneTexts.Smallest, "film.seconds=1");
        var lengthy = SceneTexts.Parse(SceneTexts.Smallest, "film.seconds=100");

        (brief.PositionOf(0), lengthy.PositionOf(0)).ShouldBe((0, 0));
        (brief.PositionOf(29), lengthy.PositionOf(2999)).ShouldBe((1, 1));
        SceneTexts.Parse(SceneTexts.Smallest, "film.seconds=0.01").PositionOf(0).ShouldBe(0);
    }

    [Theory]
    [InlineData("cycle", 64, "#000000")]
    [InlineData("histogram", 1, "#000000")]
    [InlineData("mandeltorch", 1600, "palette")]
    public void Each_colour_map_has_its_own_period_and_interior(string map, double period, string interior)
    {
        var colour = SceneTexts.Parse(SceneTexts.Smallest, $"colour.map={map}").Colour;

        colour.Period.ValueAt(0).ShouldBe(period);
        colour.Interior.ShouldBe(interior);
    }
}
