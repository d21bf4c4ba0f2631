using System.CommandLine;
using System.CommandLine.Parsing;
using MandelActors.Protocol.Documents;

namespace MandelActors.Console.Shell;

/// <summary>Says in one line what is wrong with a command line and what was probably meant.</summary>
internal static class CommandLineMistake
{
    /// <summary>What is wrong with a command line, or null where nothing is.</summary>
    public static string? Find(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var place = PlaceOf(command);
        // What was not understood says more than what is missing because of it.
        if (Stray(parsed) is { } stray)
        {
            var isOption = stray.StartsWith('-');
            var token = isOption ? stray.Split('=')[0] : stray;
            var known = isOption
                ? command.Options.SelectMany(option => option.Aliases.Append(option.Name))
                : command.Subcommands.Select(verb => verb.Name);
            var what = isOption ? "option" : command is RootCommand ? "verb" : "argument";
            return $"unknown {what} \"{token}\"{NearestKey.Suggestion(token, known)}; '{place} --help' lists what there is";
        }

        return parsed.Errors is [var first, ..] ? $"{Lowered(first)}; '{place} --help' shows examples" : null;
    }

    private static string PlaceOf(Symbol command) =>
        command is RootCommand ? "mandel" : $"{(command.Parents.FirstOrDefault() is { } parent ? PlaceOf(parent) : "mandel")} {command.Name}";

    // A mistyped option is taken for an argument where the verb has one; no scene's name begins with a dash, and a number may.
    private static string? Stray(ParseResult parsed)
    {
        var arguments = parsed.CommandResult.Children.OfType<ArgumentResult>().Where(argument => argument.Argument.ValueType != typeof(int)).SelectMany(argument => argument.Tokens).Select(token => token.Value);
        return arguments.FirstOrDefault(token => token.StartsWith('-')) ?? (parsed.UnmatchedTokens is [var unmatched, ..] ? unmatched : null);
    }

    private static string Lowered(ParseError error)
    {
        var message = error.Message.TrimEnd('.').ReplaceLineEndings(" ");
        return char.ToLowerInvariant(message[0]) + message[1..];
    }
}
