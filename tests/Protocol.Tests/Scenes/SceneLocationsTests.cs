using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;
using MandelActors.Testing;

namespace MandelActors.Protocol.Tests.Scenes;

/// <summary>A scene may name location files; what it then is cannot be told from one written by hand.</summary>
public sealed class SceneLocationsTests : IDisposable
{
    private const string ByFile =
        """{ "kind": "mandelbrot-zoom", "path": { "keys": [ { "at": 0, "re": "-0.75", "im": "0", "radius": "1.25" }, { "at": 1, "location": "places/deep.kfr" } ] } }""";

    private const string ByHand =
        """
        { "kind": "mandelbrot-zoom", "path": { "keys": [ { "at": 0, "re": "-0.75", "im": "0", "radius": "1.25" },
          { "at": 1, "re": "-1.25066233", "im": "0.0201263", "radius": "4e-9" } ] } }
        """;

    private readonly TemporaryFolder _folder = new();

    public SceneLocationsTests()
    {
        Directory.CreateDirectory(_folder.Combine("places"));
        File.WriteAllText(_folder.Combine("places", "deep.kfr"), "Re: -1.25066233\nIm: 0.0201263\nZoom: 5E8\nIterations: 4000\nImagPointsUp: 1\n");
        File.WriteAllText(_folder.Combine("places", "turned.toml"), "location.real = \"-1.5\"\nlocation.imag = \"0\"\nlocation.zoom = \"4\"\nbailout.iterations = 9000\ntransform.rotate = 45.0\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_scene_that_names_a_file_is_the_scene_with_the_numbers_in_it()
    {
        var named = Read(ByFile);
        var written = Read(ByHand);
        SceneWriter.Write(named).ShouldBe(SceneWriter.Write(written));
        SceneIdentity.Of(named).ShouldBe(SceneIdentity.Of(written));
    }

    [Fact]
    public void A_radius_beside_the_file_wins() =>
        Read(ByFile, "path.keys.1.radius=1e-6").Path.Keys[1].ShouldBe(Read(ByHand, "path.keys.1.radius=1e-6").Path.Keys[1]);

    [Fact]
    public void A_file_named_on_the_command_line_is_not_looked_for_beside_the_scene()
    {
        var assignment = $"path.keys.0={{\"at\":0,\"location\":\"{_folder.Combine("places", "turned.toml")}\"}}";
        Read(ByHand, assignment).Path.Keys[0].Radius.ToString().ShouldBe("0.5");
        Refused(ByHand, "path.keys[0].location", "found nothing at places/turned.toml", "path.keys.0={\"at\":0,\"location\":\"places/turned.toml\"}");
    }

    [Fact]
    public void The_limit_stays_auto_unless_the_files_are_asked_for_theirs()
    {
        Read(ByFile).Iterations.ShouldBe(SceneIterations.Auto);
        Read(ByFile, "iterations=location").Iterations.Limit.ShouldBe(4000);
        Read(ByFile, "iterations=location", $"path.keys.0={{\"at\":0,\"location\":\"{_folder.Combine("places", "turned.toml")}\"}}").Iterations.Limit.ShouldBe(9000);
    }

    [Fact]
    public void A_limit_that_no_file_has_is_refused()
    {
        Refused(ByHand, "iterations", "no key position names a location", "iterations=location");
        File.WriteAllText(_folder.Combine("places", "deep.kfr"), "Re: 0\nIm: 0\nZoom: 1\n");
        Refused(ByFile, "iterations", "no location names one", "iterations=location");
    }

    [Theory]
    [InlineData("path.keys.1.re=0", "path.keys[1].location", "found both: \"re\" stands beside it")]
    [InlineData("path.keys.1.location=7", "path.keys[1].location", "found 7")]
    [InlineData("path.keys.1.location=places/deep.txt", "path.keys[1].location", ".kfr of Kalles Fraktaler")]
    [InlineData("path.keys.1.locaton=a.kfr", "path.keys[1].locaton", "did you mean \"location\"?")]
    public void A_location_out_of_place_is_refused(string assignment, string key, string says) => Refused(ByFile, key, says, assignment);

    [Fact]
    public void What_is_left_out_of_a_file_is_noted_once()
    {
        File.WriteAllText(
            _folder.Combine("scene.json"),
            """{ "kind": "mandelbrot-zoom", "path": { "keys": [ { "at": 0, "location": "places/turned.toml" }, { "at": 1, "location": "places/turned.toml", "radius": "0.1" } ] } }""");
        var notes = new List<string>();
        SceneParser.Parse(SceneFile.ReadDocument(_folder.Combine("scene.json"), []), SceneTexts.Palettes, notes);
        notes.ShouldHaveSingleItem().ShouldEndWith("turned.toml: left out: rotation by 45.0");
    }

    private ZoomScene Read(string text, params string[] assignments)
    {
        File.WriteAllText(_folder.Combine("scene.json"), text);
        return (ZoomScene)SceneFile.Read(_folder.Combine("scene.json"), SceneTexts.Palettes, assignments);
    }

    private void Refused(string text, string key, string says, string assignment)
    {
        var mistake = Should.Throw<BadInputException>(() => Read(text, assignment));
        mistake.Key.ShouldBe(key);
        mistake.Expectation.ShouldContain(says);
    }
}
