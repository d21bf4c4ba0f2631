using System.CommandLine;
using System.CommandLine.Parsing;
using MandelActors.Protocol.Documents;

namespace MandelActors.Console.Shell;

/// <summary>Says in one line what is wrong with a command line and what was probably meant.</summary>
internal static class CommandLineMistake
{
    public static string Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var place = command is RootCommand ? "mandel" : $"mandel {command.Name}";
        // What was not understood says more than what is missing because of it.
        if (parsed.UnmatchedTokens is [var token, ..])
        {
            var isOption = token.StartsWith('-');
            var known = isOption
                ? command.Options.SelectMany(option => option.Aliases.Append(option.Name))
                : command.Subcommands.Select(verb => verb.Name);
            var what = isOption ? "option" : command is RootCommand ? "verb" : "argument";
            return $"unknown {what} \"{token}\"{NearestKey.Suggestion(token, known)}; '{place} --help' lists what there is";
        }

        return $"{Lowered(parsed.Errors[0])}; '{place} --help' shows examples";
    }

    private static string Lowered(ParseError error)
    {
        var message = error.Message.TrimEnd('.').ReplaceLineEndings(" ");
        return char.ToLowerInvariant(message[0]) + message[1..];
    }
}
