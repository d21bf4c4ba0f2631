using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using MandelActors.Client;
using MandelActors.Console.Farms;
using MandelActors.Console.Output;
using MandelActors.Console.Shell;

namespace MandelActors.Console.Verbs;

/// <summary>A verb that asks a farm for a list and prints it.</summary>
internal static class FarmListVerb
{
    /// <param name="ask">Gets the list.</param>
    /// <param name="rows">The list for people.</param>
    /// <param name="shape">One entry for a program, a line each.</param>
    public static Command Create<T>(
        string name,
        string description,
        Func<FarmClient, CancellationToken, Task<IReadOnlyList<T>>> ask,
        Func<IEnumerable<T>, Listing> rows,
        JsonTypeInfo<T> shape,
        params (string CommandLine, string Does)[] examples)
    {
        var farm = new FarmOptions();
        var verb = new Verb(name, description, examples);
        farm.AddTo(verb);
        verb.SetAction(async (parsed, cancellation) =>
        {
            using var client = farm.Open(parsed);
            var entries = await ask(client, cancellation).ConfigureAwait(false);
            if (!farm.IsJson(parsed)) rows(entries).Print();
            else foreach (var entry in entries) JsonLine.Write(System.Console.Out, entry, shape);
            return ExitCode.Done;
        });
        return verb;
    }
}
