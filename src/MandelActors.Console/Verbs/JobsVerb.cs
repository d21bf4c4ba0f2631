using System.CommandLine;
using MandelActors.Console.Farms;
using MandelActors.Protocol.Api;

namespace MandelActors.Console.Verbs;

/// <summary><c>mandel jobs</c>: what a farm has to do, and had.</summary>
internal static class JobsVerb
{
    public static Command Create() => FarmListVerb.Create(
        "jobs",
        "List a farm's jobs, the newest last.",
        (client, cancellation) => client.JobsAsync(cancellation),
        Listings.Of,
        ApiJson.Default.JobView,
        ("mandel jobs --seed https://host:7414 --token-file token", "one line for each job"),
        ("mandel jobs --json", "the same for a program, of the farm of MANDEL_SEED or of this machine"));
}
