using MandelActors.Testing;

namespace MandelActors.Console.Tests.Verbs;

/// <summary>What every refusal has in common.</summary>
internal static class MandelResultAssertions
{
    /// <summary>Exit code 2, nothing on standard output, one line on standard error that says what is wrong.</summary>
    public static void ShouldBeRefused(this MandelResult result, params string[] says)
    {
        result.ExitCode.ShouldBe(2, result.Errors);
        result.Output.ShouldBeEmpty();
        result.Errors.TrimEnd('\n').ShouldNotContain('\n');
        result.Errors.ShouldStartWith("mandel: ");
        foreach (var part in says) result.Errors.ShouldContain(part);
    }
}
