using System.Text.RegularExpressions;
using MandelActors.DeployTests.Harness;
using MandelActors.Testing;

namespace MandelActors.DeployTests;

/// <summary>What the files of <c>deploy/</c> tell the program, it understands.</summary>
public sealed partial class CommandUseTests
{
    public static TheoryData<string> Verbs { get; } = new(CommandUse.All.Select(use => use.Verb).Distinct());

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Every_option_in_the_files_is_one_of_the_verbs(string verb)
    {
        MandelResult help = await MandelProcess.RunAsync([verb, "--help"]);

        help.ExitCode.ShouldBe(0, help.ToString());
        help.Output.ShouldContain($"mandel {verb}");
        string[] known = [.. Option().Matches(help.Output).Select(option => option.Value)];
        CommandUse.All.Where(use => use.Verb == verb).SelectMany(use => use.Options.Except(known).Select(option => $"{use.File}: {option}")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("systemd/mandel-seed.service", "seed", "--token-file")]
    [InlineData("systemd/several-seeds.conf", "seed", "--journal")]
    [InlineData("systemd/mandel-gpu.service", "gpu", "--spool")]
    [InlineData("slurm/mandel-gpu.sbatch", "gpu", "--name")]
    [InlineData("compose/compose.yaml", "seed", "--journal")]
    [InlineData("compose/compose.yaml", "gpu", "--seed")]
    [InlineData("kubernetes/base/seeds.yaml", "seed", "--public-url")]
    [InlineData("kubernetes/base/nodes.yaml", "gpu", "--spool")]
    [InlineData("README.md", "submit", "--watch")]
    public void Uses_are_found_where_they_stand(string file, string verb, string option) =>
        CommandUse.All.ShouldContain(use => use.File == file && use.Verb == verb && use.Options.Contains(option));

    [Fact]
    public void An_option_after_the_lines_end_counts() =>
        CommandUse.InText("x", "mandel gpu --seed u \\\n  --bogus\n").Single().Options.ShouldBe(["--seed", "--bogus"]);

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z-]*")]
    private static partial Regex Option();
}
