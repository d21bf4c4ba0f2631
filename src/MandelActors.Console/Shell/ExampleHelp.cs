using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MandelActors.Console.Shell;

/// <summary>The usual help, followed by examples: most people copy a line and change it.</summary>
internal sealed class ExampleHelp(HelpAction usual, IReadOnlyList<(string CommandLine, string Does)> general) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var examples = parseResult.CommandResult.Command is Verb verb ? verb.Examples : general;
        output.WriteLine("Examples:");
        foreach (var (commandLine, does) in examples)
        {
            output.WriteLine($"  {commandLine}");
            output.WriteLine($"      {does}");
        }

        return ExitCode.Done;
    }
}
