using MandelActors.Numerics;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Locations;
using MandelActors.Testing;

namespace MandelActors.Protocol.Tests.Locations;

/// <summary>Locations that other programs save mean the same place here, to the last digit.</summary>
public sealed class LocationFileTests
{
    private const string Seahorse = "Re: -0.74364388703715870475\r\nIm: 0.13182590420531197049\r\nZoom: 2E15\r\n";

    [Fact]
    public void A_kfr_file_gives_centre_radius_and_limit()
    {
        var location = Read("a.kfr", Seahorse + "Iterations: 23832\r\nIterDiv: 0.010000\r\nColors: 1,2,3,\r\nPower: 2\r\nFractalType: 0\r\nImagPointsUp: 1\r\n");
        location.Re.ShouldBe(ExactDecimal.Parse("-0.74364388703715870475"));
        location.Im.ShouldBe(ExactDecimal.Parse("0.13182590420531197049"));
        location.Radius.ShouldBe(ExactDecimal.Parse("1e-15"));
        location.Iterations.ShouldBe(23832);
        location.LeftOut.ShouldBeEmpty();
    }

    [Fact]
    public void A_toml_file_gives_centre_radius_and_limit()
    {
        var location = Read("a.f3.toml", """
            program = "fraktaler-3"
            version = "3.1"
            location.real = "-0.74364388703715870475"
            location.imag = "0.13182590420531197049"
            location.zoom = "2e15"
            bailout.iterations = 23832
            bailout.escape_radius = 625.0
            """);
        location.Re.ShouldBe(ExactDecimal.Parse("-0.74364388703715870475"));
        location.Im.ShouldBe(ExactDecimal.Parse("0.13182590420531197049"));
        location.Radius.ShouldBe(ExactDecimal.Parse("1e-15"));
        location.Iterations.ShouldBe(23832);
        location.LeftOut.ShouldBeEmpty();
    }

    [Fact]
    public void Digits_broken_over_several_lines_are_one_number()
    {
        var location = Read("a.toml", "[location]\nreal = \"\"\"\\\n  -1.7685\\\n  0000000000001\"\"\"\nimag = '0.001'\nzoom = \"1e3\"\n");
        location.Re.ShouldBe(ExactDecimal.Parse("-1.76850000000000001"));
        location.Iterations.ShouldBeNull();
    }

    [Theory]
    [InlineData("1", "2")]
    [InlineData("4", "0.5")]
    [InlineData("1E14", "2e-14")]
    [InlineData("5e49", "4e-50")]
    [InlineData("3", "0.66666666666666666667")]
    [InlineData("1.59738E15", "1.2520502322553180834e-15")]
    [InlineData("0.5", "4")]
    [InlineData("7e1086", "2.8571428571428571429e-1087")]
    public void Half_the_height_is_two_divided_by_the_zoom(string zoom, string radius) =>
        Read("a.kfr", $"Re: 0\nIm: 0\nZoom: {zoom}\n").Radius.ShouldBe(ExactDecimal.Parse(radius));

    [Theory]
    [InlineData("RotateAngle: 30", "rotation by 30")]
    [InlineData("StretchAmount: 12.5", "stretch by 12.5")]
    [InlineData("Rotate: 5", "rotation by 5")]
    [InlineData("Ratio: 334.883721", "ratio 334.883721")]
    [InlineData("ImagPointsUp: 0", "imaginary axis pointing down (\"rows\": \"up\" draws it so)")]
    public void What_a_scene_cannot_say_of_a_kfr_file_is_named(string line, string leftOut) =>
        Read("a.kfr", Seahorse + line + (line.StartsWith("Imag", StringComparison.Ordinal) ? "" : "\nImagPointsUp: 1")).LeftOut.ShouldBe([leftOut]);

    [Theory]
    [InlineData("transform.rotate = 30.0", "rotation by 30.0")]
    [InlineData("transform.stretch_amount = 12", "stretch by 12")]
    [InlineData("transform.exponential_map = true", "exponential map")]
    [InlineData("transform.reflect = true", "imaginary axis pointing down (\"rows\": \"up\" draws it so)")]
    public void What_a_scene_cannot_say_of_a_toml_file_is_named(string line, string leftOut) =>
        Read("a.toml", $"location.zoom = \"10\"\n{line}").LeftOut.ShouldBe([leftOut]);

    [Theory]
    [InlineData("transform.rotate = 0.0")]
    [InlineData("formula.name = \"Mandelbrot\"")]
    [InlineData("[[formula]]\npower = 2\nabs_x = false")]
    [InlineData("[[formula]]\nopcodes = [ \"sqr\", \"add\" ]")]
    public void The_Mandelbrot_set_may_be_named(string line) => Read("a.toml", $"location.zoom = \"10\"\n{line}").LeftOut.ShouldBeEmpty();

    [Theory]
    [InlineData("a.kfr", "FractalType: 1\nRe: 0\nIm: 0\nZoom: 1", "FractalType", "the Mandelbrot set; 1 is another set")]
    [InlineData("a.kfr", "Re: 0\nIm: 0\nZoom: 1\nPower: 3", "Power", "expected 2, z² + c; 3 is another set, which this version does not render in line 4")]
    [InlineData("a.kfr", "Re: 0\nIm: 0\nZoom: 1\nUseHybridFormula: 1", "UseHybridFormula", "hybrid")]
    [InlineData("a.toml", "location.zoom = \"1\"\nformula.name = \"Burning Ship\"", "formula.name", "z² + c; \"Burning Ship\" is another one")]
    [InlineData("a.toml", "location.zoom = \"1\"\n[[formula]]\npower = 3", "formula.power", "z² + c; 3 is another one")]
    [InlineData("a.toml", "location.zoom = \"1\"\n[[formula]]\nabs_y = true", "formula.abs_y", "true is another one")]
    [InlineData("a.toml", "location.zoom = \"1\"\n[[formula]]\npower = 2\n[[formula]]\nneg_x = true", "formula.neg_x", "another one")]
    [InlineData("a.toml", "location.zoom = \"1\"\n[[formula]]\nopcodes = [ \"absx\", \"sqr\", \"add\" ]", "formula.opcodes", "another one")]
    public void Another_set_is_refused(string name, string content, string key, string says) => Refused(name, content, key, says);

    [Theory]
    [InlineData("a.kfr", "", "Re", "the real part of the centre, found nothing")]
    [InlineData("a.kfr", "Re: 1\nIm: 2\n", "Zoom", "the zoom, found nothing")]
    [InlineData("a.kfr", "Re: 1\nIm: two\nZoom: 1", "Im", "found \"two\" in line 2")]
    [InlineData("a.kfr", "Re: 1\nIm: \nZoom: 1", "Im", "a decimal number, found nothing in line 2")]
    [InlineData("a.kfr", "Re: 1\nRe: 1\nIm: 0\nZoom: 1", "Re", "once, found it again in line 2")]
    [InlineData("a.kfr", "Re: 1\nIm: 2\nZoom: 0", "Zoom", "a positive zoom, found \"0\" in line 3")]
    [InlineData("a.kfr", "Re: 1\nIm: 2\nZoom: 1\nIterations: 12.5", "Iterations", "a whole number of iterations")]
    [InlineData("a.kfr", "Re: 1\nIm: 2\nZoom: 1\nIterations: 1e99", "Iterations", "a whole number of iterations")]
    [InlineData("a.toml", "", "location", "a table with real, imag and zoom, found nothing")]
    [InlineData("a.toml", "location = 5", "location", "a table")]
    [InlineData("a.toml", "location.zoom = \"-1\"", "location.zoom", "a positive zoom, found \"-1\"")]
    [InlineData("a.toml", "location.real = [ 1 ]", "location.real", "a number, as a string or as it is, found a list of 1")]
    [InlineData("a.toml", "location.real = \"1,5\"", "location.real", "found \"1,5\"")]
    [InlineData("a.toml", "location.real = ", "location.real", "in line 1")]
    [InlineData("a.toml", "formula = 5\nlocation.zoom = 1", "formula", "a formula, found 5")]
    public void A_mistake_is_reported_with_file_key_and_expectation(string name, string content, string key, string says) => Refused(name, content, key, says);

    [Fact]
    public void A_file_of_another_kind_is_refused_unread() =>
        Should.Throw<BadInputException>(() => LocationFile.Read("place.txt")).Message.ShouldBe("place.txt: expected a location file: .kfr of Kalles Fraktaler or .toml of Fraktaler-3");

    [Theory]
    [InlineData(".kfr")]
    [InlineData(".toml")]
    public void A_file_without_end_is_refused(string ending)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("huge" + ending);
        File.WriteAllBytes(path, new byte[DocumentReader.LargestFile + 1]);
        Should.Throw<BadInputException>(() => LocationFile.Read(path)).Message.ShouldContain("at most 4 MiB");
    }

    [Fact]
    public void A_number_of_too_many_digits_is_refused() =>
        Refused("a.kfr", $"Re: 0.{new string('3', ExactDecimal.LongestText)}\nIm: 0\nZoom: 1", "Re", $"at most {ExactDecimal.LongestText} characters");

    private static void Refused(string name, string content, string key, string says)
    {
        var mistake = Should.Throw<BadInputException>(() => Read(name, content));
        mistake.Origin.ShouldEndWith(name);
        mistake.Key.ShouldBe(key);
        mistake.Expectation.ShouldContain(says);
        mistake.Message.ShouldNotContain('\n');
    }

    private static Location Read(string name, string content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Combine(name), content);
        return LocationFile.Read(folder.Combine(name));
    }
}
