using MandelActors.Testing;

namespace MandelActors.Console.Tests.Verbs;

/// <summary>What the built program answers to command lines, right and wrong.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public async Task Help_shows_every_verb_and_examples()
    {
        var result = await MandelProcess.RunAsync(["--help"]);

        result.ExitCode.ShouldBe(0);
        foreach (var verb in (string[])["render", "frame", "lyapunov", "devices", "bench", "doctor"]) result.Output.ShouldContain($"  {verb} ");
        result.Output.ShouldContain("Examples:");
        result.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("render")]
    [InlineData("frame")]
    [InlineData("lyapunov")]
    [InlineData("devices")]
    [InlineData("bench")]
    [InlineData("doctor")]
    public async Task Help_of_a_verb_teaches_by_examples(string verb)
    {
        var result = await MandelProcess.RunAsync([verb, "--help"]);

        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain($"  mandel {verb}");
    }

    [Theory]
    [InlineData("pick")]
    [InlineData("montage")]
    [InlineData("animate")]
    [InlineData("serve")]
    public async Task The_usage_of_a_verbs_verb_is_a_line_that_can_be_typed(string verb) =>
        (await MandelProcess.RunAsync(["stack", verb, "--help"])).Output.ShouldContain($"mandel stack {verb} <SCENE> [options]");

    [Fact]
    public async Task No_verb_at_all_shows_the_help() =>
        (await MandelProcess.RunAsync([])).Output.ShouldContain("Examples:");

    [Fact]
    public async Task Version_is_one_line()
    {
        var result = await MandelProcess.RunAsync(["--version"]);

        result.ExitCode.ShouldBe(0);
        result.Output.Trim().ShouldMatch(@"^\d+\.\d+\.\d+$");
    }

    [Theory]
    [InlineData("unknown verb \"fram\" (did you mean \"frame\"?)", "fram")]
    [InlineData("unknown option \"--widht\" (did you mean \"--width\"?)", "frame", "--widht", "5", "-o", "x.png")]
    [InlineData("unknown option \"--samplse\" (did you mean \"--samples\"?)", "frame", "-o", "x.png", "--samplse=3")]
    [InlineData("unknown argument \"more.json\"", "frame", "one.json", "more.json", "-o", "x.png")]
    [InlineData("--frames 9..1: expected frames A..B", "render", "scene.json", "--frames", "9..1")]
    [InlineData("'render'", "render")]
    [InlineData("option '--output' is required", "frame")]
    [InlineData("'--re'", "frame", "-o", "x.png", "--re")]
    [InlineData("'-o' expects a single argument", "frame", "-o", "x.png", "-o", "y.png")]
    [InlineData("--repetitions expects 1 to 1000", "bench", "--repetitions", "0")]
    [InlineData("'--repetitions'", "bench", "--repetitions", "many")]
    public async Task A_command_line_that_makes_no_sense_gets_one_line_and_exit_code_2(string says, params string[] arguments)
    {
        var result = await MandelProcess.RunAsync(arguments);

        result.ShouldBeRefused(says);
    }

    [Fact]
    public async Task A_path_may_begin_with_an_at_sign() =>
        (await MandelProcess.RunAsync(["frame", "@scene.json", "-o", "x.png"])).ShouldBeRefused("@scene.json: expected a JSON file, found nothing there");
}
