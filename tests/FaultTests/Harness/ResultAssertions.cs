using MandelActors.Testing;

namespace MandelActors.FaultTests.Harness;

/// <summary>What a run of the program must have come to, with its output in the message when it did not.</summary>
internal static class ResultAssertions
{
    public static void ShouldBeDone(this MandelResult result) => result.ExitCode.ShouldBe(0, result.ToString());

    /// <summary>The fault landed: SIGKILL ended the process.</summary>
    public static void ShouldBeKilled(this MandelResult result) => result.WasKilled.ShouldBeTrue($"the fault did not land: {result}");

    /// <summary>Refused as bad input: exit code 2, one line for a person, no stack trace.</summary>
    public static void ShouldBeRefused(this MandelResult result, params string[] named)
    {
        result.ExitCode.ShouldBe(2, result.ToString());
        result.ShouldSpeakPlainly(named);
    }

    /// <summary>One line on standard error that names these, and no stack trace.</summary>
    public static void ShouldSpeakPlainly(this MandelResult result, params string[] named)
    {
        result.Errors.Trim().Split('\n').Length.ShouldBe(1, result.ToString());
        result.Errors.ShouldNotContain("   at ");
        foreach (string name in named) result.Errors.ShouldContain(name);
    }
}
