using MandelActors.Protocol.Scenes;

namespace MandelActors.Protocol.Tests.Scenes;

public sealed class SceneIdentityTests
{
    private static readonly Scene Original = SceneTexts.Parse(SceneTexts.Complete);

    [Theory]
    [InlineData("devices=cpu")]
    [InlineData("film.codec=h264")]
    [InlineData("film.quality=40")]
    [InlineData("film.loop=1")]
    [InlineData("path.keys.1.radius=0.000000000001")]
    [InlineData("path.keys.0.ease=both")]
    [InlineData("colour.shading=none")]
    public void What_decides_no_frame_leaves_the_job_the_same(string assignment)
    {
        var changed = SceneTexts.Parse(SceneTexts.Complete, assignment);

        SceneIdentity.Of(changed).ShouldBe(SceneIdentity.Of(Original));
        SceneDifference.Keys(Original, changed).ShouldBeEmpty();
    }

    [Fact]
    public void A_shade_makes_another_job_and_is_named()
    {
        Scene plain = SceneTexts.Parse(SceneTexts.Smallest), shaded = SceneTexts.Parse(SceneTexts.Smallest, "colour.shading=boundary");

        SceneIdentity.Of(shaded).ShouldNotBe(SceneIdentity.Of(plain));
        SceneDifference.Keys(plain, shaded).ShouldBe(["colour.shading"]);
    }

    [Theory]
    [InlineData("image.width=321", "image.width")]
    [InlineData("image.bitDepth=8", "image.bitDepth")]
    [InlineData("film.seconds=2", "film.seconds")]
    [InlineData("path.keys.1.radius=1.1e-12", "path.keys[1].radius")]
    [InlineData("path.keys.2.ease=out", "path.keys[2].ease")]
    [InlineData("iterations=auto", "iterations")]
    [InlineData("rows=down", "rows")]
    [InlineData("colour.palette=viridis", "colour.palette")]
    [InlineData("colour.period.1.value=5", "colour.period[1].value")]
    public void What_decides_a_frame_makes_another_job_and_is_named(string assignment, string key)
    {
        var changed = SceneTexts.Parse(SceneTexts.Complete, assignment);

        SceneIdentity.Of(changed).ShouldNotBe(SceneIdentity.Of(Original));
        SceneDifference.Keys(Original, changed).ShouldBe([key]);
    }

    [Fact]
    public void A_key_more_is_named_with_all_it_holds()
    {
        var one = SceneTexts.Parse(SceneTexts.Smallest);
        var two = SceneTexts.Parse(SceneTexts.Smallest, """path.keys=[{"at":0,"re":-0.75,"im":0,"radius":1.25},{"at":1,"re":0,"im":0,"radius":1}]""");

        SceneDifference.Keys(one, two).ShouldBe(["path.keys[1].at", "path.keys[1].re", "path.keys[1].im", "path.keys[1].radius", "path.keys[1].ease"]);
    }

    [Fact]
    public void The_identity_of_a_known_scene_has_not_moved_since_it_was_first_released()
    {
        // Were it to move, every folder rendered before would be refused as another scene's.
        SceneIdentity.Of(SceneTexts.Parse(SceneTexts.Smallest)).ShouldBe("4218c8ce000fc6c709753fd87c638eb663f0206723af116f7d149f00095971bf");
    }
}
