namespace MandelActors.Testing.Tests;

public class TruthFileTests
{
    public static TheoryData<string> Names { get; } = new(TruthFile.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_truth_knows_pixels_inside_its_picture(string name)
    {
        TruthFile truth = TruthFile.Load(name);
        truth.Name.ShouldBe(name);
        truth.Pixels.Count.ShouldBeGreaterThan(10);
        truth.Pixels.ShouldAllBe(pixel => pixel.Column >= 0 && pixel.Column < truth.Width && pixel.Row >= 0 && pixel.Row < truth.Height);
        truth.Pixels.ShouldAllBe(pixel => pixel.Nu == null || pixel.Nu <= truth.MaxIterations + 1);
    }

    [Fact]
    public void A_bounded_orbit_has_no_count()
    {
        TruthFile full = TruthFile.Load("full");
        full.Pixels.Single(pixel => pixel is { Column: 350, Row: 155 }).Nu.ShouldBeNull();
        full.Pixels.Single(pixel => pixel is { Column: 65, Row: 79 }).Nu.ShouldBe(1.93582);
    }

    [Fact]
    public void A_missing_truth_is_named() => Should.Throw<FileNotFoundException>(() => TruthFile.Load("nowhere")).Message.ShouldContain("nowhere");
}
