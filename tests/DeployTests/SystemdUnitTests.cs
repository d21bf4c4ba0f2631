using System.Globalization;
using System.Text.RegularExpressions;
using MandelActors.DeployTests.Harness;
using MandelActors.Testing;

namespace MandelActors.DeployTests;

/// <summary>The systemd units, as systemd itself reads them.</summary>
public sealed partial class SystemdUnitTests
{
    private const string Program = "/opt/mandel/mandel";

    /// <summary>They came with systemd 254; older ones say so and go on.</summary>
    private static readonly string[] NewKeys = ["RestartSteps", "RestartMaxDelaySec"];

    [SkippableTheory]
    [InlineData("mandel-seed.service")]
    [InlineData("mandel-gpu.service")]
    [InlineData("mandel-seed.service", "several-seeds.conf")]
    public void Systemd_finds_no_fault_in(string unit, string? addition = null)
    {
        Skip.If(Lacking.SystemdAnalyze is not null, Lacking.SystemdAnalyze);
        using TemporaryFolder home = new();

        Faults(ToolRun.Of("systemd-analyze", "verify", "--man=no", Install(home, unit, addition))).ShouldBeEmpty();
    }

    [SkippableFact]
    public void A_fault_would_be_found()
    {
        Skip.If(Lacking.SystemdAnalyze is not null, Lacking.SystemdAnalyze);
        using TemporaryFolder home = new();
        string unit = Install(home, "mandel-gpu.service", addition: null);
        File.AppendAllText(unit, "[Service]\nKilSignal=SIGTERM\n");

        Faults(ToolRun.Of("systemd-analyze", "verify", "--man=no", unit)).ShouldHaveSingleItem().ShouldContain("KilSignal");
    }

    /// <remarks>From 0, no access to anything, to 10. Two of systemd's measures cannot be taken: .NET compiles while it runs, and everything here is network.</remarks>
    [SkippableTheory]
    [InlineData("mandel-seed.service")]
    [InlineData("mandel-gpu.service")]
    public void Little_is_exposed_by(string unit)
    {
        Skip.If(Lacking.SystemdAnalyze is not null, Lacking.SystemdAnalyze);
        using TemporaryFolder home = new();

        ToolRun run = ToolRun.Of("systemd-analyze", "security", "--offline=yes", "--no-pager", Install(home, unit, addition: null));

        double exposure = double.Parse(Exposure().Match(run.Output).Groups[1].Value, CultureInfo.InvariantCulture);
        exposure.ShouldBeLessThan(2, run.Output);
    }

    [Theory]
    [InlineData("mandel-seed.service", "seed.env")]
    [InlineData("mandel-gpu.service", "gpu.env")]
    [InlineData("several-seeds.conf", "seed.env", "journal.env")]
    public void Variables_in_a_command_are_set_in_its_files(string unit, params string[] environments)
    {
        string[] commands = [.. Lines(unit).Where(line => line.StartsWith("ExecStart=", StringComparison.Ordinal))];
        string[] used = [.. commands.SelectMany(command => Variable().Matches(command)).Select(match => match.Groups[1].Value).Distinct()];
        string[] set = [.. environments.SelectMany(Lines).Where(line => !line.StartsWith('#') && line.Contains('=')).Select(line => line.Split('=')[0])];

        used.ShouldNotBeEmpty();
        used.Except(set).ShouldBeEmpty();
        set.Except(used).Where(name => name.StartsWith("MANDEL", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("mandel-seed.service")]
    [InlineData("mandel-gpu.service")]
    [InlineData("several-seeds.conf", "mandel-seed.service")]
    public void Credentials_in_a_command_are_loaded(string unit, params string[] before)
    {
        string[] loaded = [.. before.Append(unit).SelectMany(Lines).Where(line => line.StartsWith("LoadCredential=", StringComparison.Ordinal)).Select(line => line.Split('=', ':')[1])];
        string[] read = [.. Lines(unit).Where(line => line.StartsWith("ExecStart=", StringComparison.Ordinal)).SelectMany(line => Credential().Matches(line)).Select(match => match.Groups[1].Value)];

        read.ShouldNotBeEmpty();
        read.Except(loaded).ShouldBeEmpty();
        if (before.Length == 0) loaded.Except(read).ShouldBeEmpty();
    }

    /// <summary>Copies a unit, with an addition in the folder that systemd looks for it; the program's path becomes one of this machine's programs.</summary>
    private static string Install(TemporaryFolder home, string unit, string? addition)
    {
        string path = home.Combine(unit);
        File.WriteAllText(path, WithProgram(unit));
        if (addition is null) return path;
        Directory.CreateDirectory(path + ".d");
        File.WriteAllText(Path.Combine(path + ".d", addition), WithProgram(addition));
        return path;
    }

    private static string WithProgram(string file)
    {
        string text = File.ReadAllText(DeployFolder.Combine("systemd", file));
        text.ShouldContain(Program);
        return text.Replace(Program, "/bin/true", StringComparison.Ordinal);
    }

    private static string[] Lines(string file) => File.ReadAllLines(DeployFolder.Combine("systemd", file));

    private static string[] Faults(ToolRun run) =>
        [.. run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().Where(line => !NewKeys.Any(key => line.Contains($"Unknown key '{key}'", StringComparison.Ordinal)))];

    [GeneratedRegex(@"exposure level for .*: ([\d.]+) ")]
    private static partial Regex Exposure();

    [GeneratedRegex(@"\$\{?(MANDEL_\w+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"%d/([\w.]+)")]
    private static partial Regex Credential();
}
