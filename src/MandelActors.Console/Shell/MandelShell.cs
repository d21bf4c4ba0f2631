using System.CommandLine;
using System.CommandLine.Help;
using MandelActors.Client;
using MandelActors.Console.Output;
using MandelActors.Farm.Links;
using MandelActors.Farm.Store;
using MandelActors.Kernels;
using MandelActors.Protocol.Documents;

namespace MandelActors.Console.Shell;

/// <summary>Runs one command line: parses it, runs the verb, turns what goes wrong into one line and an exit code.</summary>
public static class MandelShell
{
    /// <summary>Set to anything, it makes an unexpected failure print its stack.</summary>
    public const string TraceVariable = "MANDEL_TRACE";

    /// <summary>After a signal every verb ends by itself within a bound of its own; all of these are shorter.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(12);

    private static readonly (string, string)[] GeneralExamples =
    [
        ("mandel render scenes/seahorse.json", "a whole film into renders/seahorse/; run it again and it resumes"),
        ("mandel frame -o set.png", "one picture of the whole set"),
        ("mandel lyapunov --seq ACDBCD -o rotation.mp4", "a film of Lyapunov exponents; the same command resumes it"),
        ("mandel submit scenes/seahorse.json --seed http://host:7414 --watch", "the same film by a farm of many machines; 'mandel seed' and 'mandel gpu' start one"),
        ("mandel doctor", "what this machine has, and what is missing"),
    ];

    /// <returns>The exit code: <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = Root(VerbList.Create());
        // A path may begin with @; there are no response files.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is not ExampleHelp && CommandLineMistake.Find(parsed) is { } mistake) return Complain(mistake, ExitCode.BadInput);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StopPatience }).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            return Explain(e, IsJson(parsed));
        }
    }

    private static RootCommand Root(IEnumerable<Command> verbs)
    {
        var root = new RootCommand("Renders films that zoom into fractals, on every core and device there is, and survives any crash on the way.");
        root.Directives.Clear();
        foreach (var verb in verbs) root.Subcommands.Add(verb);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExampleHelp((HelpAction)help.Action!, GeneralExamples);
        root.SetAction(parsed => help.Action is ExampleHelp action ? action.Invoke(parsed) : ExitCode.Done);
        return root;
    }

    private static bool IsJson(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.OfType<Option<bool>>().FirstOrDefault(option => option.Name == "--json") is { } json && parsed.GetValue(json);

    private static int Explain(Exception error, bool asJson) => error switch
    {
        BadInputException => Complain(error.Message, ExitCode.BadInput),
        FarmException refused => Complain(refused.Message, refused.IsBadInput ? ExitCode.BadInput : ExitCode.Failed),
        NodeRefusedException or DeviceLostException or DeviceUnsuitedException => Complain(error.Message, ExitCode.Failed),
        OperationCanceledException when asJson => Log("interrupted", ExitCode.Interrupted),
        OperationCanceledException => Complain("interrupted", ExitCode.Interrupted),
        IOException or UnauthorizedAccessException when Unwritable.Is(error) => Complain($"{error.Message.TrimEnd('.')}; allow it, or name another place", ExitCode.BadInput),
        IOException or UnauthorizedAccessException => Complain(error.Message, ExitCode.Failed),
        _ when Environment.GetEnvironmentVariable(TraceVariable) is { Length: > 0 } => Complain(error.ToString(), ExitCode.Failed),
        _ => Complain($"unexpected {error.GetType().Name}: {error.Message} ({TraceVariable}=1 shows where)", ExitCode.Failed),
    };

    /// <summary>Says it as the logs of seeds and nodes do: whoever reads those reads JSON to the end.</summary>
    private static int Log(string message, int exitCode)
    {
        JsonLine.Write(System.Console.Error, json =>
        {
            json.WriteString("at", TimeProvider.System.GetUtcNow());
            json.WriteString("level", "info");
            json.WriteString("category", "Mandel");
            json.WriteString("message", message);
        });
        return exitCode;
    }

    private static int Complain(string message, int exitCode)
    {
        System.Console.Error.WriteLine($"mandel: {message}");
        return exitCode;
    }
}
