using System.CommandLine;
using MandelActors.Console.Farms;

namespace MandelActors.Console.Verbs;

/// <summary><c>mandel fetch</c>: brings a job's frames and film to this machine.</summary>
internal static class FetchVerb
{
    public static Command Create()
    {
        var job = JobVerbs.JobArgument();
        var output = new Option<string>("--output", "-o") { HelpName = "DIR", Description = "the folder; it will hold what 'mandel render' would have made", Required = true };
        var watch = new Option<bool>("--watch") { Description = "stay until the job is over, and fetch frames as they are finished" };
        var farm = new FarmOptions();
        var verb = new Shell.Verb(
            "fetch",
            "Bring a job's scene, frames, film and manifest from a farm. Run it again after any interruption and it goes on; what is there and right is not fetched twice.",
            ("mandel fetch 3f2a -o seahorse --seed https://host:7414 --token-file token", "what is finished; exit code 0 if that is everything"),
            ("mandel fetch 3f2a -o seahorse --watch", "wait for the rest, fetching frames as they come"),
            ("mandel fetch 3f2a -o seahorse --json", "progress for a program to read"))
        {
            job, output, watch,
        };
        farm.AddTo(verb);
        verb.SetAction(async (parsed, cancellation) =>
        {
            using var client = farm.Open(parsed);
            var order = new FetchOrder(parsed.GetRequiredValue(job), parsed.GetRequiredValue(output), parsed.GetValue(watch), farm.IsJson(parsed));
            return await FetchRun.RunAsync(client, order, cancellation).ConfigureAwait(false);
        });
        return verb;
    }
}
