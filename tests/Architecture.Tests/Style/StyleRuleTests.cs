namespace MandelActors.Architecture.Tests.Style;

public class StyleRuleTests
{
    public static TheoryData<string> Claims { get; } = new(StyleRules.All.Select(rule => rule.Claim));

    [Theory]
    [MemberData(nameof(Claims))]
    public void Every_file_keeps(string claim)
    {
        StyleRule rule = Rule(claim);
        SourceFile[] files = [.. SourceFile.All.Where(rule.Applies)];
        files.ShouldNotBeEmpty();
        files.SelectMany(file => rule.Faults(file).Select(fault => $"{file.Path}: {fault}")).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Claims))]
    public void A_bad_file_breaks(string claim)
    {
        StyleRule rule = Rule(claim);
        rule.Applies(rule.Bad).ShouldBeTrue();
        rule.Faults(rule.Bad).ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Claims))]
    public void A_good_file_does_not_break(string claim) => Rule(claim).Faults(Rule(claim).Good).ShouldBeEmpty();

    private static StyleRule Rule(string claim) => StyleRules.All.Single(rule => rule.Claim == claim);
}
