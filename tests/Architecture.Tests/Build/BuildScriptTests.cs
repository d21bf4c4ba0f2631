using System.Text.RegularExpressions;

using MandelActors.Testing;

namespace MandelActors.Architecture.Tests.Build;

public partial class BuildScriptTests
{
    private static readonly string[] Verbs = ["build", "test", "bench", "format", "publish"];

    private static readonly string Shell = File.ReadAllText(RepositoryRoot.Combine("build.sh"));

    private static readonly string PowerShell = File.ReadAllText(RepositoryRoot.Combine("build.ps1"));

    [Fact]
    public void The_shell_script_offers_every_verb() => ShellVerb().Matches(Shell).Select(m => m.Groups[1].Value).ShouldBe(Verbs);

    [Fact]
    public void The_powershell_script_offers_every_verb() => PowerShellVerb().Matches(PowerShell).Select(m => m.Groups[1].Value).ShouldBe(Verbs);

    [Fact]
    public void Both_make_the_same_calls()
    {
        string[] shell = [.. ShellCall().Matches(Shell).Select(m => Plain(m.Groups[1].Value))];
        string[] powerShell = [.. PowerShellCall().Matches(PowerShell).Select(m => Plain(m.Groups[1].Value))];
        shell.Length.ShouldBe(6);
        powerShell.ShouldBe(shell);
    }

    [Fact]
    public void Ci_runs_the_readmes_commands()
    {
        string ci = File.ReadAllText(RepositoryRoot.Combine(".ci", "run"));
        string readme = File.ReadAllText(RepositoryRoot.Combine("README.md"));
        foreach (string command in (string[])
            ["./build.sh test", "dotnet run -c Release --project src/MandelActors.Console -- render scenes/seahorse.json"])
        {
            ci.ShouldContain(command);
            readme.ShouldContain(command);
        }
    }

    /// <summary>Without what each shell writes in its own way: the caller's arguments, and quotes where PowerShell would read a parameter.</summary>
    private static string Plain(string call) =>
        Regex.Replace(call, @"\s*(""\$@""|@rest|@args|;;|\})\s*", " ").Replace("'", "", StringComparison.Ordinal).Trim();

    [GeneratedRegex(@"^  (\w+)\)", RegexOptions.Multiline)]
    private static partial Regex ShellVerb();

    [GeneratedRegex(@"^    '(\w+)' \{", RegexOptions.Multiline)]
    private static partial Regex PowerShellVerb();

    [GeneratedRegex(@"^[^#\n]*\bdotnet ((?:restore|build|test|run|format|publish) .*)$", RegexOptions.Multiline)]
    private static partial Regex ShellCall();

    [GeneratedRegex(@"Invoke-Dotnet ((?:restore|build|test|run|format|publish) .*)$", RegexOptions.Multiline)]
    private static partial Regex PowerShellCall();
}
