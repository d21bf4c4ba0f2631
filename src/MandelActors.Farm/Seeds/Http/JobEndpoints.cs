using System.Text.Json;
using MandelActors.Farm.Seeds.Registry;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Registry;
using MandelActors.Protocol.Scenes;
using Microsoft.AspNetCore.Http;
using static MandelActors.Protocol.Registry.RegistryProtocol;

namespace MandelActors.Farm.Seeds.Http;

/// <summary>Jobs over HTTP: sending, looking, acting.</summary>
internal static class JobEndpoints
{
    /// <summary>Above the largest scene there may be, with what stands around it.</summary>
    private const long LargestOrder = DocumentReader.LargestFile + (64 << 10);

    private const long LargestAction = 16 << 10;

    private const int LongestReason = 1000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    /// <summary>So long an encoder may take to end and a manifest to be written before somebody who cancelled the job is told that it has yet to end.</summary>
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(3);

    private static readonly byte[] NewLine = "\n"u8.ToArray();

    /// <summary>What may be done to a job: the message for it, and whether a job that is over is worked for again because of it.</summary>
    private static readonly Dictionary<string, (Func<string?, object> Message, bool Reopens)> Actions = new()
    {
        ["pause"] = (reason => new JobProtocol.PauseJob(PauseCause.User, reason ?? "paused by hand"), false),
        ["resume"] = (_ => new JobProtocol.ResumeJob(PauseCause.User), false),
        ["cancel"] = (reason => new JobProtocol.CancelJob(reason ?? "cancelled by hand"), false),
        ["retry"] = (_ => new JobProtocol.RetryFrames(), true),
        ["heal"] = (_ => new JobProtocol.CheckFrames(), true),
    };

    public static void Map(SeedRoutes routes)
    {
        var read = new EndpointAccess(SeedRole.Read, 0, Leads: true);
        routes.Map("GET", ApiRoutes.Jobs, read, context => Answers.SendAsync(context, new JobList(routes.Seed.Term.Board.All())));
        routes.Map("POST", ApiRoutes.Jobs, new EndpointAccess(SeedRole.Submit, LargestOrder, Leads: true) { Audit = "submit" }, context => SubmitAsync(context, routes.Seed.Term));
        routes.Map("GET", ApiRoutes.Job("{job}"), read, context => Answers.SendAsync(context, View(routes.Seed.Term, JobOf(context))));
        routes.Map("GET", ApiRoutes.Watch("{job}"), read, context => WatchAsync(context, routes.Seed.Term));
        foreach (var (action, (message, reopens)) in Actions)
        {
            routes.Map(
                "POST", ApiRoutes.Act("{job}", action), new EndpointAccess(SeedRole.Submit, LargestAction, Leads: true) { Audit = action },
                context => ActAsync(context, routes.Seed.Term, action, message, reopens));
        }

        routes.Map(
            "POST", ApiRoutes.Priority("{job}"), new EndpointAccess(SeedRole.Submit, LargestAction, Leads: true) { Audit = "prioritise" }, context => PrioritiseAsync(context, routes.Seed.Term));
        routes.Map("DELETE", ApiRoutes.Job("{job}"), new EndpointAccess(SeedRole.Submit, 0, Leads: true) { Audit = "remove" }, context => RemoveAsync(context, routes.Seed.Term));
    }

    private static string JobOf(HttpContext context) => (string)context.Request.RouteValues["job"]!;

    private static JobView View(SeedTerm term, string job) => term.Board.Find(term.Find(job).Job)!;

    private static async Task SubmitAsync(HttpContext context, SeedTerm term)
    {
        var request = await Answers.ReadAsync<SubmitRequest>(context).ConfigureAwait(false)
            ?? throw new RefusedException(StatusCodes.Status400BadRequest, "request: expected a job to do, found an empty body");
        if (request.Scene.ValueKind != JsonValueKind.Object) throw new BadInputException("request", "scene", "expected a scene as a JSON object");
        // Off this thread's back: a scene with a million key positions takes its time.
        var order = await Task.Run(() => JobOrders.Of(request)).ConfigureAwait(false);
        var job = JobOrders.IdOf(order);
        switch (await AskAsync(term, new AdmitJob(job, order)).ConfigureAwait(false))
        {
            case AdmissionAccepted accepted:
                context.Response.Headers.Location = ApiRoutes.Job(accepted.Job.Value);
                await Answers.SendAsync(context, new SubmitReply(accepted.Job.Value, accepted.Created), accepted.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK).ConfigureAwait(false);
                break;
            case AdmissionRejected rejected:
                throw new RefusedException(StatusCodes.Status409Conflict, $"{rejected.Reason}{Difference(term, rejected.Job, order)}; another key makes another job") { Job = rejected.Job.Value };
            case StoreRefused refused:
                throw new RefusedException(refused.NoRoom ? StatusCodes.Status507InsufficientStorage : StatusCodes.Status503ServiceUnavailable, $"the store would not take the job: {refused.Reason}");
            case var other:
                throw new InvalidOperationException($"unknown reply {other.GetType().Name}");
        }
    }

    /// <summary>The keys in which two scenes under one key differ.</summary>
    private static string Difference(SeedTerm term, JobId job, JobOrder order)
    {
        if (term.Board.Entry(job) is not { } known || known.Order.Identity == order.Identity) return "";
        return $": {string.Join(", ", SceneDifference.Keys(JobOrders.SceneOf(known.Order), JobOrders.SceneOf(order)).Take(5))}";
    }

    private static async Task ActAsync(HttpContext context, SeedTerm term, string action, Func<string?, object> message, bool reopens)
    {
        var job = term.Find(JobOf(context)).Job;
        string? reason = (await Answers.ReadAsync<JobAction>(context).ConfigureAwait(false))?.Reason;
        if (reason is { Length: > LongestReason } || (reason?.Any(char.IsControl) ?? false))
            throw new BadInputException("request", "reason", $"expected one line of at most {LongestReason} characters");
        switch (await AskAsync(term, new ActOnJob(job, message(reason), reopens)).ConfigureAwait(false))
        {
            case JobProtocol.JobAccepted:
                if (action == "cancel") await UntilOverAsync(context, term, job).ConfigureAwait(false);
                await Answers.SendAsync(context, View(term, job.Value)).ConfigureAwait(false);
                break;
            case JobProtocol.JobRejected rejected:
                throw new RefusedException(StatusCodes.Status409Conflict, ActionRefusal.Of(action, View(term, job.Value), term.Board.Entry(job)!.Order.Film, rejected.Reason));
            case JobUnknown:
                throw Unknown();
            case JobBusy:
                throw Busy();
            case var other:
                throw new InvalidOperationException($"unknown reply {other.GetType().Name}");
        }
    }

    /// <summary>What was cancelled ends in a moment, and whoever removes it then is not to be told that it is not over.</summary>
    private static async Task UntilOverAsync(HttpContext context, SeedTerm term, JobId job)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, term.Ending);
        patience.CancelAfter(EndPatience);
        try
        {
            await foreach (var _ in term.Board.WatchAsync(job, patience.Token).ConfigureAwait(false))
            {
            }
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            // The answer shows where it stands.
        }
    }

    private static async Task PrioritiseAsync(HttpContext context, SeedTerm term)
    {
        var job = term.Find(JobOf(context)).Job;
        var request = await Answers.ReadAsync<PriorityRequest>(context).ConfigureAwait(false)
            ?? throw new RefusedException(StatusCodes.Status400BadRequest, "request: expected a priority, found an empty body");
        JobOrders.RequirePriority(request.Priority);
        if (await AskAsync(term, new PrioritiseJob(job, request.Priority)).ConfigureAwait(false) is JobUnknown) throw Unknown();
        await Answers.SendAsync(context, View(term, job.Value)).ConfigureAwait(false);
    }

    /// <summary>A job that was removed before is not on the board and is removed all the same: its folder may not have gone.</summary>
    private static async Task RemoveAsync(HttpContext context, SeedTerm term)
    {
        string named = JobOf(context);
        if (!JobId.IsValid(named)) throw Unknown();
        switch (await AskAsync(term, new RemoveJob(new JobId(named))).ConfigureAwait(false))
        {
            case RegistryAccepted:
                await Answers.SendAsync(context, new RemoveReply(named)).ConfigureAwait(false);
                break;
            case RemovalRejected:
                throw new RefusedException(
                    StatusCodes.Status409Conflict, $"job {named} is not over, so it is not removed; 'mandel cancel {named}' ends it, then it can be");
            case JobUnknown:
                throw Unknown();
            case FolderRemains remains:
                throw new RefusedException(
                    StatusCodes.Status500InternalServerError, $"job {named} is removed, but not its folder, which the seed tries again when it starts: {remains.Reason}");
            case var other:
                throw new InvalidOperationException($"unknown reply {other.GetType().Name}");
        }
    }

    private static RefusedException Unknown() => new(StatusCodes.Status404NotFound, "there is no such job here");

    private static async Task WatchAsync(HttpContext context, SeedTerm term)
    {
        var job = term.Find(JobOf(context)).Job;
        context.Response.ContentType = "application/x-ndjson";
        context.Response.Headers.CacheControl = "no-store";
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, term.Ending);
        await foreach (var view in term.Board.WatchAsync(job, ending.Token).ConfigureAwait(false))
        {
            await JsonSerializer.SerializeAsync(context.Response.Body, view, Answers.ShapeOf<JobView>(), ending.Token).ConfigureAwait(false);
            await context.Response.Body.WriteAsync(NewLine, ending.Token).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(ending.Token).ConfigureAwait(false);
        }
    }

    private static async Task<object> AskAsync(SeedTerm term, object message)
    {
        try
        {
            return await term.Registry.Ask<object>(message, Patience).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            throw Busy();
        }
    }

    private static RefusedException Busy() =>
        new(StatusCodes.Status503ServiceUnavailable, "the farm did not answer in time, whether it did what was asked is not known; asking again does no harm") { RetryAfter = TimeSpan.FromSeconds(2) };
}
