using MandelActors.Protocol.Scenes;

namespace MandelActors.Protocol.Tests.Scenes;

/// <summary>A centre that ends before the pixels begin is worth a word, and only then.</summary>
public sealed class CentreDigitsTests
{
    [Theory]
    [InlineData("-0.743643887037151", "0.13182590420533", "1e-12")]
    [InlineData("-0.75", "0", "1e-300")]
    [InlineData("-1.75", "0.125", "1e-5000")]
    [InlineData("0", "0", "1e-50")]
    [InlineData("-0.743643887", "0.131825904", "1e-6")]
    [InlineData("-2", "1e-200", "1e-250")]
    public void A_centre_as_fine_as_its_view_or_evidently_exact_is_not_remarked_on(string re, string im, string radius) => Notes(re, im, radius).ShouldBeEmpty();

    [Theory]
    [InlineData("-0.743643887037151", "0.13182590420533", "1e-30", "scene.json: path.keys[0].re: re has 15 decimals, im has 14 decimals, but 33 are wanted where pixels are about 1e-33 apart; missing ones count as zeros")]
    [InlineData("-0.75", "0.13182590420533", "1e-20", "scene.json: path.keys[0].im: im has 14 decimals, but 23 are wanted")]
    [InlineData("-0.7436", "0.1", "1e-10", "scene.json: path.keys[0].re: re has 4 decimals, but 13 are wanted")]
    [InlineData("-1.401155189", "0", "1e-10000", "re has 9 decimals, but 10003 are wanted")]
    public void A_centre_that_stops_short_is_told_how_many_digits_are_wanted(string re, string im, string radius, string says) =>
        Notes(re, im, radius).ShouldHaveSingleItem().ShouldStartWith(says.StartsWith("re", StringComparison.Ordinal) ? "scene.json: path.keys[0].re: " + says : says);

    [Fact]
    public void Of_several_key_positions_the_one_that_lacks_most_is_named()
    {
        var notes = Notes(
            """
            { "at": 0, "re": "-0.743643887037151", "im": "0", "radius": "1e-20" },
            { "at": 1, "re": "-0.743643887037151", "im": "0", "radius": "1e-40" }
            """);
        notes.ShouldHaveSingleItem().ShouldStartWith("scene.json: path.keys[1].re: re has 15 decimals, but 43 are wanted");
    }

    private static List<string> Notes(string re, string im, string radius) =>
        Notes($$"""{ "at": 0, "re": "{{re}}", "im": "{{im}}", "radius": "{{radius}}" }""");

    private static List<string> Notes(string keys)
    {
        var notes = new List<string>();
        SceneParser.Parse(
            SceneTexts.Document($$"""{ "kind": "mandelbrot-zoom", "image": { "height": 720 }, "path": { "keys": [ {{keys}} ] } }"""), SceneTexts.Palettes, notes);
        return notes;
    }
}
