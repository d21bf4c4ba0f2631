using MandelActors.Protocol.Documents;

namespace MandelActors.Protocol.Tests.Documents;

public sealed class NearestKeyTests
{
    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("widht", "width", 1)]
    [InlineData("same", "same", 0)]
    public void Distance_counts_insertions_deletions_substitutions_and_swaps(string left, string right, int distance)
    {
        NearestKey.Distance(left, right).ShouldBe(distance);
        NearestKey.Distance(right, left).ShouldBe(distance);
    }

    [Fact]
    public void A_word_unlike_all_others_brings_no_suggestion()
    {
        NearestKey.Of("xyzzy", ["palette", "map", "period"]).ShouldBeNull();
        NearestKey.Of(new string('p', 1000), ["palette"]).ShouldBeNull();
        NearestKey.Of("palette", []).ShouldBeNull();
    }

    [Fact]
    public void Capitals_do_not_matter() => NearestKey.Of("BITDEPTH", ["width", "bitDepth"]).ShouldBe("bitDepth");
}
