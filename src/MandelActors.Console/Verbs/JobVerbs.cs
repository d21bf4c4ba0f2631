using System.CommandLine;
using MandelActors.Client;
using MandelActors.Console.Farms;
using MandelActors.Console.Output;
using MandelActors.Console.Shell;
using MandelActors.Protocol.Api;

namespace MandelActors.Console.Verbs;

/// <summary>The verbs that concern one job of a farm: <c>status</c>, <c>watch</c>, and what can be done to a job.</summary>
internal static class JobVerbs
{
    private const string Address = "--seed https://host:7414 --token-file token";

    /// <summary>What every verb takes that concerns a job.</summary>
    public static Argument<string> JobArgument() => new("JOB") { Description = "the job's id, or so much of its beginning that only one is meant" };

    public static Command Status() => Create(
        "status", "Say everything about one job of a farm.",
        (farm, job, asJson, _) => Task.FromResult(Show(job, asJson)),
        ($"mandel status 3f2a {Address}", "state, frames, devices, notes"),
        ("mandel status 3f2a --json", "the same for a program"));

    public static Command Watch() => Create(
        "watch", "Show a job of a farm as it goes on, until it is over: exit code 0 if it was completed, 1 if it failed or was cancelled.",
        (farm, job, asJson, cancellation) => WatchRun.RunAsync(farm, job.JobId, asJson, cancellation),
        ($"mandel watch 3f2a {Address}", "a bar with devices, rate and remaining time"),
        ("mandel watch 3f2a --json", "the job as one object a line, whenever something changes"));

    public static Command Pause() => Act("pause", "Let a job of a farm rest: frames in work are finished, none are begun. A film in the making is not finished: it begins anew when the job goes on.", "make way for something urgent");

    public static Command Resume() => Act("resume", "Let a paused job of a farm go on.", "go on where it was");

    public static Command Cancel() => Act("cancel", "End a job of a farm, the encoder of its film too. What is finished stays, and can be fetched; if that is every frame, retry makes the film after all.", "the last frame is as far as it gets");

    public static Command Retry() => Act("retry", "Try again what a farm's job gave up: frames, or its film.", "after the cause is gone");

    public static Command Heal() => Act("heal", "Have every finished frame of a farm's job read back; what is missing or damaged is rendered again.", "after a disk was restored from an older copy");

    public static Command Prioritise()
    {
        var priority = new Argument<int>("N") { Description = "-100 to 100: of two jobs that want a device the larger one gets it" };
        var verb = Create(
            "prioritise", "Make a job of a farm more or less urgent; frames under way are finished first.",
            (parsed, farm, job, asJson, cancellation) => PrioritiseAsync(farm, job, parsed.GetValue(priority), asJson, cancellation),
            ($"mandel prioritise 3f2a 10 {Address}", "before every job with less, which the others' default of 0 is"),
            ("mandel prioritise 3f2a -10 --json", "after all others, with an answer for a program"));
        verb.Add(priority);
        return verb;
    }

    public static Command Remove() => Create(
        "remove", "Remove a job of a farm that is over, with all its files: nothing of it can be fetched any more.",
        RemoveAsync,
        ($"mandel remove 3f2a {Address}", "make room; a job that is not over is cancelled first"),
        ("mandel remove 3f2a --json", "with an answer for a program"));

    private static async Task<int> PrioritiseAsync(FarmClient farm, JobView job, int priority, bool asJson, CancellationToken cancellationToken)
    {
        SubmitRun.RequirePriority($"prioritise {priority}", priority);
        var view = await farm.PrioritiseAsync(job.JobId, priority, cancellationToken).ConfigureAwait(false);
        return Answer(view, asJson, JobWords.Line(view));
    }

    private static async Task<int> RemoveAsync(FarmClient farm, JobView job, bool asJson, CancellationToken cancellationToken)
    {
        var reply = await farm.RemoveAsync(job.JobId, cancellationToken).ConfigureAwait(false);
        if (asJson) JsonLine.Write(System.Console.Out, reply, ApiJson.Default.RemoveReply);
        else System.Console.Out.WriteLine($"{reply.JobId}  removed");
        return ExitCode.Done;
    }

    private static Verb Act(string action, string description, string does)
    {
        var reason = new Option<string?>("--reason") { HelpName = "TEXT", Description = "shown wherever the job is shown" };
        var verb = Create(
            action, description,
            (parsed, farm, job, asJson, cancellation) => ActAsync(farm, job, action, parsed.GetValue(reason), asJson, cancellation),
            ($"mandel {action} 3f2a {Address}", does),
            ($"mandel {action} 3f2a --reason \"as agreed with Ada\" --json", "with a word about why, and an answer for a program"));
        verb.Add(reason);
        return verb;
    }

    private static async Task<int> ActAsync(FarmClient farm, JobView job, string action, string? reason, bool asJson, CancellationToken cancellationToken)
    {
        var view = await farm.ActAsync(job.JobId, action, reason, cancellationToken).ConfigureAwait(false);
        // Frames in work are let go of first: rate and end of what goes on no more are nobody's.
        return Answer(view, asJson, action == "cancel" && !view.IsOver ? $"is being cancelled ({JobWords.Frames(view)})" : JobWords.Line(view));
    }

    private static int Answer(JobView view, bool asJson, string line)
    {
        if (asJson) JsonLine.Write(System.Console.Out, view, ApiJson.Default.JobView);
        else System.Console.Out.WriteLine($"{view.JobId}  {line}");
        return ExitCode.Done;
    }

    private static int Show(JobView job, bool asJson)
    {
        if (asJson) JsonLine.Write(System.Console.Out, job, ApiJson.Default.JobView);
        else foreach (var (what, fact) in JobWords.Facts(job)) Report.Fact(what, fact.ReplaceLineEndings(" "));
        return ExitCode.Done;
    }

    private static Verb Create(
        string name, string description, Func<FarmClient, JobView, bool, CancellationToken, Task<int>> run, params (string, string)[] examples) =>
        Create(name, description, (_, farm, job, asJson, cancellation) => run(farm, job, asJson, cancellation), examples);

    private static Verb Create(
        string name, string description, Func<ParseResult, FarmClient, JobView, bool, CancellationToken, Task<int>> run, params (string, string)[] examples)
    {
        var job = JobArgument();
        var farm = new FarmOptions();
        var verb = new Verb(name, description, examples) { job };
        farm.AddTo(verb);
        verb.SetAction(async (parsed, cancellation) =>
        {
            using var client = farm.Open(parsed);
            var found = await client.FindJobAsync(parsed.GetRequiredValue(job), cancellation).ConfigureAwait(false);
            return await run(parsed, client, found, farm.IsJson(parsed), cancellation).ConfigureAwait(false);
        });
        return verb;
    }
}
