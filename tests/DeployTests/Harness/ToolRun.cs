using System.Diagnostics;

namespace MandelActors.DeployTests.Harness;

/// <summary>A run of one of the machine's own programs, to its end.</summary>
internal sealed record ToolRun(string Command, int ExitCode, string Output, string Errors)
{
    public static ToolRun Of(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ToolRun($"{program} {string.Join(' ', arguments)}", process.ExitCode, output, errors.GetAwaiter().GetResult());
    }

    /// <summary>It succeeded and had nothing to say against its input.</summary>
    public void ShouldBeClean()
    {
        ExitCode.ShouldBe(0, ToString());
        Errors.ShouldBeEmpty(ToString());
    }
}
