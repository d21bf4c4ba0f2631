using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;

namespace MandelActors.Console.Shell;

/// <summary>The usual help, followed by examples: most people copy a line and change it.</summary>
internal sealed class ExampleHelp(HelpAction usual, IReadOnlyList<(string CommandLine, string Does)> general) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        output.Write(Usual(parseResult));
        var examples = parseResult.CommandResult.Command is Verb verb ? verb.Examples : general;
        output.WriteLine("Examples:");
        foreach (var (commandLine, does) in examples)
        {
            output.WriteLine($"  {commandLine}");
            output.WriteLine($"      {does}");
        }

        return ExitCode.Done;
    }

    /// <summary>The usual help, short of one thing: it has a verb's verbs take their parent's arguments before their own name, where none may stand.</summary>
    private string Usual(ParseResult parsed)
    {
        var configuration = parsed.InvocationConfiguration;
        var output = configuration.Output;
        using var text = new StringWriter();
        configuration.Output = text;
        usual.Invoke(parsed);
        configuration.Output = output;
        var command = parsed.CommandResult.Command;
        return command.Parents.OfType<Verb>().Aggregate(
            text.ToString(), (help, parent) => Regex.Replace(help, $"{Regex.Escape(parent.Name)}( <[^>]+>)+ {Regex.Escape(command.Name)} ", $"{parent.Name} {command.Name} "));
    }
}
