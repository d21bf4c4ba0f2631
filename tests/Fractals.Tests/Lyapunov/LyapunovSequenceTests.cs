using MandelActors.Fractals.Lyapunov;

namespace MandelActors.Fractals.Tests.Lyapunov;

public sealed class LyapunovSequenceTests
{
    [Fact]
    public void Letters_repeat_as_they_do_in_the_original()
    {
        // Its seq_vector("ACDBCD", 14).
        var sequence = LyapunovSequence.Parse("ACDBCD");
        Enumerable.Range(0, 14).Select(step => sequence[step]).ShouldBe([0, 2, 3, 1, 2, 3, 0, 2, 3, 1, 2, 3, 0, 2]);
        (sequence.Period, sequence.CoefficientCount).ShouldBe((6, 4));
    }

    [Fact]
    public void Case_does_not_matter_and_any_letter_will_do()
    {
        LyapunovSequence.Parse("aZb").ShouldBe(LyapunovSequence.Parse("AzB"));
        LyapunovSequence.Parse("aZb").Text.ShouldBe("AZB");
        LyapunovSequence.Parse("Z").CoefficientCount.ShouldBe(26);
        LyapunovSequence.Parse("Z")[1_000_000_000_000].ShouldBe(25);
    }

    [Theory]
    [InlineData("A", 1, 7)]
    [InlineData("ABCA", 1, 0)]
    [InlineData("ABCA", 3, 2)]
    [InlineData("BBBBBBAAAAAA", 1, 399)]
    [InlineData("AACBABD", 12345, 6789)]
    public void Occurrences_are_those_that_counting_finds(string letters, long first, long count)
    {
        var sequence = LyapunovSequence.Parse(letters);
        var counted = new long[sequence.CoefficientCount];
        for (var step = first; step < first + count; step++) counted[sequence[step]]++;
        sequence.Occurrences(first, count).ShouldBe(counted);
    }

    [Theory]
    [InlineData("", "at least one letter")]
    [InlineData("AB C", "\" \"")]
    [InlineData("A1", "\"1\"")]
    [InlineData("AÄ", "\"Ä\"")]
    public void What_is_no_letter_is_refused_by_name(string letters, string named) =>
        Should.Throw<FormatException>(() => LyapunovSequence.Parse(letters)).Message.ShouldContain(named);
}
