using System.Text;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Protocol.Tests.Scenes;

public sealed class StackSceneTests
{
    private const string Smallest =
        """{ "kind": "mandelbrot-stack", "centre": { "re": "-0.75", "im": 0 }, "radius": "1.5", "levels": 1000, "zoomPerLevel": 1.00025 }""";

    [Fact]
    public void What_a_scene_leaves_out_is_filled_in()
    {
        var scene = Parse();

        (scene.Image.Width, scene.Image.Height).ShouldBe((512, 512));
        scene.ZoomPerLevel.ToString().ShouldBe("1.00025");
        scene.Arithmetic.ShouldBe(SceneArithmetic.Exact);
        scene.Iterations.ShouldBe(SceneIterations.Auto);
        scene.Array.Chunks.ShouldBe([1, 256, 256]);
        scene.Array.Slice.ShouldBe(ArraySlice.All([1000, 512, 512]));
        (scene.Array.Type, scene.Array.Compressor, scene.Array.Format).ShouldBe(("f4", "zlib", 2));
        scene.FrameCount.ShouldBe(1000);
    }

    [Fact]
    public void Whole_counts_are_kept_in_two_bytes() => Parse("escape.count=whole").Array.Type.ShouldBe("u2");

    [Fact]
    public void Format_three_deflates_as_gzip() => Parse("array.format=3").Array.Compressor.ShouldBe("gzip");

    [Theory]
    [InlineData("0:1000:500,::2,::2", "[1,256,256]", 2)]
    [InlineData("0:100", "[8,256,256]", 13)]
    [InlineData("7", "[8,256,256]", 1)]
    [InlineData("...", "[1000,1,1]", 1)]
    public void A_frame_is_as_many_levels_of_the_slice_as_a_chunk_is_deep(string slice, string chunks, int frames) =>
        Parse($"array.slice={slice}", $"array.chunks={chunks}").FrameCount.ShouldBe(frames);

    [Theory]
    [InlineData]
    [InlineData("array.slice=0:1000:7,5,-100:", "array.chunks=[3,1,50]", "array.format=3", "array.type=f8", "sampling=corner")]
    [InlineData("escape.count=whole", "escape.radius=2", "array.type=u4", "iterations=100000", "arithmetic=double", "rows=up", "array.compressor=none")]
    public void A_scene_that_was_written_reads_back_to_the_same_bytes(params string[] assignments)
    {
        var written = SceneWriter.Write(Parse(assignments));
        SceneWriter.Write(SceneParser.Parse(DocumentReader.Read(written, "scene.json"), SceneTexts.Palettes)).ShouldBe(written);
    }

    [Theory]
    [InlineData("array.slice=::2")]
    [InlineData("array.chunks=[1,128,256]")]
    [InlineData("array.type=f8")]
    [InlineData("array.compressor=none")]
    [InlineData("array.compressionLevel=5")]
    [InlineData("array.format=3")]
    [InlineData("arithmetic=double")]
    [InlineData("levels=1001")]
    [InlineData("zoomPerLevel=1.0003")]
    [InlineData("centre.im=1e-30")]
    [InlineData("image.width=511")]
    public void Whatever_changes_a_chunk_makes_another_job(string assignment)
    {
        SceneIdentity.Of(Parse(assignment)).ShouldNotBe(SceneIdentity.Of(Parse()));
        SceneDifference.Keys(Parse(), Parse(assignment)).ShouldNotBeEmpty();
    }

    [Fact]
    public void The_same_slice_in_other_words_is_the_same_job() =>
        SceneIdentity.Of(Parse("array.slice=0:1000:500")).ShouldBe(SceneIdentity.Of(Parse("array.slice=:501:500,:,0:512")));

    [Theory]
    [InlineData("centre=7", "centre", "an object")]
    [InlineData("centre.re=true", "centre.re", "a decimal number")]
    [InlineData("radius=0", "radius", "positive")]
    [InlineData("levels=0", "levels", "from 1 to 10000000")]
    [InlineData("zoomPerLevel=0", "zoomPerLevel", "from 1e-6 to 1e6")]
    [InlineData("zoomPerLevel=-2", "zoomPerLevel", "from 1e-6 to 1e6")]
    [InlineData("zoomPerlevel=2", "zoomPerlevel", "did you mean \"zoomPerLevel\"?")]
    [InlineData("film.fps=2", "film", "unknown key")]
    [InlineData("image.samples=4", "image.samples", "unknown key")]
    [InlineData("array.slice=::0", "array.slice", "a step of at least 1")]
    [InlineData("array.slice=2000:", "array.slice", "axis level")]
    [InlineData("array.chunks=[1,256]", "array.chunks", "three lengths")]
    [InlineData("array.chunks=[0,256,256]", "array.chunks[0]", "from 1 to 65536")]
    [InlineData("array.chunks=[60000,60000,60000]", "array.chunks", "at most 134217728 values")]
    [InlineData("array.type=u2", "array.type", "f4 or f8 for smooth counts")]
    [InlineData("array.type=i2", "array.type", "one of u2, u4, f4, f8")]
    [InlineData("array.compressor=blosc", "array.compressor", "one of zlib, gzip, none")]
    [InlineData("array.format=4", "array.format", "from 2 to 3")]
    [InlineData("arithmetic=float", "arithmetic", "one of exact, double")]
    public void A_mistake_names_its_key_and_what_was_expected(string assignment, string key, string says)
    {
        var mistake = Should.Throw<BadInputException>(() => Parse(assignment));
        mistake.Message.ShouldContain(key);
        mistake.Message.ShouldContain(says);
        mistake.Message.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("gzip or none", "array.format=3", "array.compressor=zlib")]
    [InlineData("u4 for limits beyond 65535", "escape.count=whole", "iterations=65536")]
    public void Two_keys_that_do_not_go_together_are_refused(string says, params string[] assignments) =>
        Should.Throw<BadInputException>(() => Parse(assignments)).Message.ShouldContain(says);

    private static StackScene Parse(params string[] assignments)
    {
        var document = DocumentReader.Read(Encoding.UTF8.GetBytes(Smallest), "scene.json");
        foreach (var assignment in assignments) DocumentOverride.Parse("--set", assignment).ApplyTo(document);
        return (StackScene)SceneParser.Parse(document, SceneTexts.Palettes);
    }
}
