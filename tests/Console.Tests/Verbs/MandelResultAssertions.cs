using MandelActors.Testing;

namespace MandelActors.Console.Tests.Verbs;

/// <summary>What every refusal has in common.</summary>
internal static class MandelResultAssertions
{
    /// <summary>Exit code 0; a failed test shows what was said instead.</summary>
    public static void ShouldSucceed(this MandelResult result) => result.ExitCode.ShouldBe(0, result.ToString());

    /// <summary>Exit code 2, nothing on standard output, one line on standard error that says what is wrong.</summary>
    public static void ShouldBeRefused(this MandelResult result, params string[] says) => ShouldEndWith(2, result, says);

    /// <summary>Exit code 1, nothing on standard output, one line on standard error that says why it could not be done.</summary>
    public static void ShouldFail(this MandelResult result, params string[] says) => ShouldEndWith(1, result, says);

    private static void ShouldEndWith(int exitCode, MandelResult result, string[] says)
    {
        result.ExitCode.ShouldBe(exitCode, result.Errors);
        result.Output.ShouldBeEmpty();
        result.Errors.TrimEnd('\n').ShouldNotContain('\n');
        result.Errors.ShouldStartWith("mandel: ");
        foreach (var part in says) result.Errors.ShouldContain(part);
    }
}
