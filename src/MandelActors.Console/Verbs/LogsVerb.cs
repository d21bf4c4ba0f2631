using System.CommandLine;
using MandelActors.Console.Farms;
using MandelActors.Console.Output;
using MandelActors.Console.Shell;
using MandelActors.Protocol.Api;

namespace MandelActors.Console.Verbs;

/// <summary><c>mandel logs</c>: what happened in a farm.</summary>
internal static class LogsVerb
{
    public static Command Create()
    {
        var job = new Argument<string?>("JOB") { Description = "a job's id, or its beginning; without it everything", Arity = ArgumentArity.ZeroOrOne };
        var follow = new Option<bool>("--follow") { Description = "go on with what happens next, until Ctrl-C" };
        var farm = new FarmOptions();
        var verb = new Verb(
            "logs",
            "Show what happened in a farm, oldest first.",
            ("mandel logs", "everything that the seed remembers"),
            ("mandel logs 3f2a --follow --seed https://host:7414 --token-file token", "one job, as it goes on"))
        {
            job, follow,
        };
        farm.AddTo(verb);
        verb.SetAction(async (parsed, cancellation) =>
        {
            using var client = farm.Open(parsed);
            var about = parsed.GetValue(job) is { } text ? (await client.FindJobAsync(text, cancellation).ConfigureAwait(false)).JobId : null;
            await foreach (var entry in client.LogsAsync(about, parsed.GetValue(follow), cancellation).ConfigureAwait(false))
            {
                if (farm.IsJson(parsed)) JsonLine.Write(System.Console.Out, entry, ApiJson.Default.LogEntry);
                else System.Console.Out.WriteLine(Listings.Line(entry).ReplaceLineEndings(" "));
            }

            return ExitCode.Done;
        });
        return verb;
    }
}
