using System.Text;
using MandelActors.Protocol.Documents;

namespace MandelActors.Protocol.Tests.Scenes;

/// <summary>What a user can get wrong in a scene: each mistake names its key and what was expected, in one line.</summary>
public sealed class SceneInvalidTests
{
    [Theory]
    [InlineData("{}", "kind", "expected \"mandelbrot-zoom\" or \"lyapunov\"")]
    [InlineData("""{ "kind": "mandelbrot-zoom" }""", "path", "key positions")]
    [InlineData("""{ "kidn": "mandelbrot-zoom" }""", "kind", "found only \"kidn\"")]
    [InlineData("""{ "kind": "painting", "seed": 7 }""", "kind", "\"painting\" is not in this version")]
    [InlineData("""{ "kind": "mandelbrot-zom" }""", "kind", "did you mean \"mandelbrot-zoom\"?")]
    [InlineData("""{ "kind": 7 }""", "kind", "found 7")]
    public void A_scene_without_its_kind_or_path_says_so(string text, string key, string says) => Refused(() => SceneTexts.Parse(text), key, says);

    [Theory]
    [InlineData("imagee={}", "imagee", "did you mean \"image\"?")]
    [InlineData("image.widht=5", "image.widht", "did you mean \"width\"?")]
    [InlineData("path.keys.0.radios=5", "path.keys[0].radios", "did you mean \"radius\"?")]
    [InlineData("colour.xyzzy=5", "colour.xyzzy", "known here: palette, map")]
    [InlineData("colour.palette=infreno", "colour.palette", "did you mean \"inferno\"?")]
    [InlineData("colour.map=histogramm", "colour.map", "did you mean \"histogram\"?")]
    [InlineData("colour.map=distanz", "colour.map", "did you mean \"distance\"?")]
    [InlineData("colour.shading=bondary", "colour.shading", "did you mean \"boundary\"?")]
    public void A_misspelled_word_brings_the_nearest_one(string assignment, string key, string says) => RefusedWith(assignment, key, says);

    [Theory]
    [InlineData("image=5", "image", "an object, found 5")]
    [InlineData("image.width=\"wide\"", "image.width", "a whole number from 1 to 65536, found \"wide\"")]
    [InlineData("image.width=12.5", "image.width", "a whole number")]
    [InlineData("image.width=null", "image.width", "found null")]
    [InlineData("image.width=true", "image.width", "found true")]
    [InlineData("film.fps=\"30\"", "film.fps", "a number from 0.001")]
    [InlineData("path=[]", "path", "an object, found a list")]
    [InlineData("path.keys={}", "path.keys", "a list of at least one key position, found an object")]
    [InlineData("path.keys=[]", "path.keys", "found a list of 0")]
    [InlineData("path.keys=[5]", "path.keys[0]", "an object, found 5")]
    [InlineData("path.keys.0.re=true", "path.keys[0].re", "a decimal number")]
    [InlineData("path.keys.0.radius=[1]", "path.keys[0].radius", "a decimal number")]
    [InlineData("escape.inclusive=1", "escape.inclusive", "true or false")]
    [InlineData("iterations=many", "iterations", "\"auto\" or a whole number")]
    [InlineData("devices=7", "devices", "device ids")]
    [InlineData("colour.period=\"64\"", "colour.period", "a number or a list")]
    [InlineData("colour.interior=black", "colour.interior", "#000000")]
    public void A_wrong_type_says_what_belongs_there(string assignment, string key, string says) => RefusedWith(assignment, key, says);

    [Theory]
    [InlineData("image.width=0", "image.width", "from 1 to 65536")]
    [InlineData("image.height=-720", "image.height", "from 1 to 65536")]
    [InlineData("image.width=70000", "image.width", "from 1 to 65536")]
    [InlineData("image.width=99999999999999999999999", "image.width", "from 1 to 65536")]
    [InlineData("image={\"width\":65536,\"height\":65536}", "image.width", "268435456 pixels")]
    [InlineData("image.samples=17", "image.samples", "from 1 to 16")]
    [InlineData("image.bitDepth=12", "image.bitDepth", "8 or 16")]
    [InlineData("film.fps=0", "film.fps", "from 0.001")]
    [InlineData("film.fps=1e999", "film.fps", "from 0.001")]
    [InlineData("film.seconds=-1", "film.seconds", "above 0")]
    [InlineData("film.seconds=1e8", "film.seconds", "10000000 frames")]
    [InlineData("film.codec=vp9", "film.codec", "h264, h264-lossless")]
    [InlineData("film.quality=52", "film.quality", "from 0 to 51")]
    [InlineData("film.preset=quick", "film.preset", "one of ultrafast, superfast")]
    [InlineData("path.keys.0.radius=0", "path.keys[0].radius", "positive")]
    [InlineData("path.keys.0.radius=-1e-12", "path.keys[0].radius", "positive")]
    [InlineData("path.keys.0.radius=NaN", "path.keys[0].radius", "found \"NaN\"")]
    [InlineData("path.keys.0.radius=1e7", "path.keys[0].radius", "up to 1e6")]
    [InlineData("path.keys.0.re=Infinity", "path.keys[0].re", "found \"Infinity\"")]
    [InlineData("path.keys.0.re=1e9000", "path.keys[0].re", "-1e6 to 1e6")]
    [InlineData("path.keys.0.re=1e9999999999", "path.keys[0].re", "exponent")]
    [InlineData("path.keys.0.at=1.5", "path.keys[0].at", "from 0 to 1")]
    [InlineData("path.keys.0={\"re\":0,\"im\":0,\"radius\":1}", "path.keys[0].at", "a fraction of the film")]
    [InlineData("path.keys=[{\"at\":0,\"re\":0,\"im\":0,\"radius\":1},{\"at\":0,\"re\":0,\"im\":0,\"radius\":1}]", "path.keys[1].at", "after 0")]
    [InlineData("path.ease=slow", "path.ease", "none, in, out, both")]
    [InlineData("iterations=0", "iterations", "from 1")]
    [InlineData("escape.radius=1", "escape.radius", "from 16")]
    [InlineData("escape={\"count\":\"whole\",\"radius\":1.9}", "escape.radius", "from 2")]
    [InlineData("escape.radius=1e9", "escape.radius", "to 1000000")]
    [InlineData("colour.period=0", "colour.period", "a number from")]
    [InlineData("colour.period=[]", "colour.period", "at least one")]
    [InlineData("colour.period=[{\"at\":0,\"value\":5},{\"at\":0,\"value\":6}]", "colour.period[1].at", "after 0")]
    [InlineData("version=2", "version", "from 1 to 1")]
    public void A_value_out_of_range_names_the_range(string assignment, string key, string says) => RefusedWith(assignment, key, says);

    [Fact]
    public void A_codec_of_eight_bits_is_no_home_for_sixteen()
    {
        var error = Should.Throw<BadInputException>(() => SceneTexts.Parse(SceneTexts.Smallest, "film.codec=h264-lossless", "image.bitDepth=16"));

        error.Key.ShouldBe("film.codec");
        error.Message.ShouldContain("16 bits a channel, such as ffv1");
    }

    [Theory]
    [InlineData("image.width", "expected key=value")]
    [InlineData("=5", "expected key=value")]
    [InlineData("path.keys.7.radius=1", "0 to 0")]
    [InlineData("kind.length=1", "an object above \"length\"")]
    [InlineData("image={\"width\":}", "valid JSON")]
    public void An_assignment_without_a_place_names_its_option(string assignment, string says)
    {
        var error = Should.Throw<BadInputException>(() => SceneTexts.Parse(SceneTexts.Smallest, assignment));

        error.Origin.ShouldBe($"--set {assignment}");
        error.Message.ShouldContain(says);
    }

    [Theory]
    [InlineData("", "", "empty")]
    [InlineData("   // only a comment", "", "the end of the text")]
    [InlineData("[]", "", "a JSON object")]
    [InlineData("hello", "", "'hello' in line 1")]
    [InlineData("{ \"kind\": \"mandelbrot-zoom\"", "", "the end of the text")]
    [InlineData("{ \"path\": { \"keys\": [ { \"at\": 0,\n \"radius\": NaN } ] } }", "path.keys[0].radius", "'NaN' in line 2")]
    [InlineData("{ \"kind\": 1, \"kind\": 2 }", "kind", "once")]
    [InlineData("{ \"image\": { \"width\": 1, \"width\": 1 } }", "image.width", "once")]
    [InlineData("{} {}", "", "valid JSON")]
    public void Text_that_is_no_document_says_where_it_stops_being_one(string text, string key, string says) =>
        Refused(() => SceneTexts.Parse(text), key, says);

    [Fact]
    public void Depth_without_end_is_refused() =>
        Refused(() => SceneTexts.Parse("{ \"image\": " + new string('[', 100_000)), "image", "valid JSON", endsEarly: true);

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        byte[] bytes = [.. "{ \"kind\": \""u8, 0xFF, 0xFE, .. "\" }"u8];

        Refused(() => DocumentReader.Read(bytes, "scene.json"), "kind", "UTF-8");
    }

    [Fact]
    public void Utf16_is_named_for_what_it_is() =>
        Refused(() => DocumentReader.Read([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("{}")], "scene.json"), "", "UTF-16");

    [Fact]
    public void A_byte_order_mark_is_no_mistake() =>
        DocumentReader.Read([.. Encoding.UTF8.Preamble, .. "{}"u8], "scene.json").Entries.ShouldBeEmpty();

    [Theory]
    [InlineData('"')]
    [InlineData(' ')]
    public void A_number_of_ten_million_digits_is_refused_at_its_key_without_being_read(char quote)
    {
        var text = SceneTexts.Smallest.Replace("\"1.25\"", (quote + "1." + new string('3', 10_000_000) + quote).Trim(), StringComparison.Ordinal);

        var error = Should.Throw<BadInputException>(() => SceneTexts.Parse(text));

        error.Key.ShouldBe("path.keys[0].radius");
        error.Message.ShouldContain("at most 4 MiB");
        error.Message.Length.ShouldBeLessThan(200);
    }

    [Fact]
    public void A_number_of_a_million_digits_is_refused_for_its_length()
    {
        var text = SceneTexts.Smallest.Replace("1.25", "1." + new string('3', 1_000_000), StringComparison.Ordinal);

        Refused(() => SceneTexts.Parse(text), "path.keys[0].radius", "at most 100000 characters");
    }

    [Fact]
    public void An_error_is_one_line_whatever_the_input_holds()
    {
        var error = Should.Throw<BadInputException>(() => SceneTexts.Parse("""{ "kind": "a\nb\u0007c", "x\ny": 1 }"""));

        error.Message.Any(char.IsControl).ShouldBeFalse();
    }

    private static void RefusedWith(string assignment, string key, string says)
    {
        var error = Should.Throw<BadInputException>(() => SceneTexts.Parse(SceneTexts.Smallest, assignment));

        error.Key.ShouldBe(key);
        error.Message.ShouldContain(says);
    }

    private static void Refused(Action parse, string key, string says, bool endsEarly = false)
    {
        var error = Should.Throw<BadInputException>(parse);

        error.Origin.ShouldBe("scene.json");
        if (endsEarly)
            error.Key.ShouldStartWith(key);
        else
            error.Key.ShouldBe(key);
        error.Message.ShouldContain(says);
    }
}
