namespace MandelActors.Testing.Tests;

public class MandelProcessTests
{
    [Fact]
    public async Task Both_streams_and_the_exit_code_are_caught()
    {
        MandelResult help = await MandelProcess.RunAsync(["--help"]);
        help.ExitCode.ShouldBe(0);
        help.Output.ShouldContain("render");

        MandelResult nonsense = await MandelProcess.RunAsync(["no-such-verb"]);
        nonsense.ExitCode.ShouldBe(2);
        nonsense.Errors.ShouldContain("no-such-verb");
    }

    [SkippableFact]
    public async Task A_kill_is_told_from_an_exit()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        // A seed does not end by itself.
        using TemporaryFolder folder = new();
        await using MandelProcess mandel = MandelProcess.Start(["seed", "--listen", "127.0.0.1:0", "--store", folder.Combine("store")]);
        mandel.Send(PosixSignal.Kill).ShouldBeTrue();
        MandelResult result = await mandel.WaitAsync();
        result.WasKilled.ShouldBeTrue(result.ToString());
        mandel.Send(PosixSignal.Kill).ShouldBeFalse();
    }
}
