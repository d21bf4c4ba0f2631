using MandelActors.Farm.Rendering;
using MandelActors.Imaging.Colour;
using MandelActors.Imaging.Film;
using MandelActors.Imaging.Palettes;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Rendering;

public sealed class SceneLoaderTests
{
    public static TheoryData<string> ReadyScenes => [.. Directory.EnumerateFiles(RepositoryRoot.Combine("scenes"), "*.json").Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(ReadyScenes))]
    public void Every_ready_scene_loads_and_says_first_what_it_shows(string name)
    {
        var path = RepositoryRoot.Combine("scenes", name);

        SceneLoader.Load(path).FrameCount.ShouldBeGreaterThan(0);
        File.ReadLines(path).First().ShouldStartWith("// ");
    }

    [Fact]
    public void Every_palette_can_be_named()
    {
        foreach (var name in Palette.Names) TestScenes.Load($"colour.palette={name}").Colour.Palette.ShouldBe(name);
    }

    [Fact]
    public void An_unknown_palette_brings_the_nearest() =>
        Should.Throw<BadInputException>(() => TestScenes.Load("colour.palette=viridus")).Message.ShouldContain("did you mean \"viridis\"?");

    [Fact]
    public void The_words_of_scenes_are_the_words_of_imaging()
    {
        SceneFilm.Codecs.ShouldBe(FilmCodecs.Names);
        // Exponents have a kind of scene, and settings, of their own.
        Enum.GetValues<SceneColourMap>().Select(map => map.ToString()).ShouldBe(Enum.GetNames<ColourMap>().Where(map => map != nameof(ColourMap.Exponent)));
        foreach (var map in Enum.GetValues<SceneColourMap>())
            SceneColour.DefaultPeriod(map).ShouldBe(ColourMaps.DefaultPeriod(Enum.Parse<ColourMap>(map.ToString())));
    }

    [Theory]
    [InlineData("path.keys.1.radius=1e-18000", "path.keys[1].radius")]
    [InlineData("path.keys.0.radius=1e-18000", "path.keys[0].radius")]
    public void A_film_deeper_than_numbers_reach_is_refused_at_its_key_before_it_starts(string assignment, string key)
    {
        var error = Should.Throw<BadInputException>(() => TestScenes.Load(assignment));

        error.Key.ShouldBe(key);
        error.Origin.ShouldBe($"--set {assignment}");
        error.Message.ShouldContain("numbers are long enough");
    }

    [Fact]
    public void A_film_that_is_too_deep_only_in_its_middle_is_refused_there()
    {
        const string Middle =
            """path.keys=[{"at":0,"re":0,"im":1,"radius":1},{"at":0.5,"re":0,"im":1,"radius":"1e-18000"},{"at":1,"re":0,"im":1,"radius":1}]""";

        Should.Throw<BadInputException>(() => TestScenes.Load(Middle)).Key.ShouldBe("path.keys[1].radius");
    }

    [Fact]
    public void Depth_that_no_frame_reaches_is_no_mistake() =>
        // The only frame of the film stands at its beginning.
        TestScenes.Load("path.keys.1.radius=1e-18000", "film.seconds=0.1").Film.FrameCount.ShouldBe(1);
}
