using System.CommandLine;
using MandelActors.Console.Farms;
using MandelActors.Console.Output;
using MandelActors.Console.Shell;
using MandelActors.Protocol.Api;

namespace MandelActors.Console.Verbs;

/// <summary><c>mandel jobs</c>: what a farm has to do, and had.</summary>
internal static class JobsVerb
{
    public static Command Create()
    {
        var farm = new FarmOptions();
        var verb = new Verb(
            "jobs",
            "List a farm's jobs, the newest last.",
            ("mandel jobs --seed https://host:7414 --token-file token", "one line for each job"),
            ("mandel jobs --json", "the same for a program, of the farm of MANDEL_SEED or of this machine"));
        farm.AddTo(verb);
        verb.SetAction(async (parsed, cancellation) =>
        {
            using var client = farm.Open(parsed);
            var jobs = await client.JobsAsync(cancellation).ConfigureAwait(false);
            if (!farm.IsJson(parsed)) Listings.Of(jobs).Print();
            else foreach (var job in jobs) JsonLine.Write(System.Console.Out, job, ApiJson.Default.JobView);
            return ExitCode.Done;
        });
        return verb;
    }
}
