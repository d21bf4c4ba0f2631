using System.Globalization;

namespace MandelActors.Protocol.Api;

/// <summary>Where a seed answers, and who may ask. Programs of others are written against these: they change only by adding.</summary>
/// <remarks>
/// Bodies are JSON in UTF-8 (<see cref="ApiJson"/>). What is refused is answered with a status of 400 and more and a <see cref="ProblemReply"/>.
/// A seed that does not lead answers 307 with the leader's address in <c>Location</c>, or 503 with <c>Retry-After</c> while there is none.
/// </remarks>
public static class ApiRoutes
{
    /// <summary>POST: a <see cref="SubmitRequest"/>, answered with <see cref="SubmitReply"/> (201 new, 200 known; 409 another scene or other terms under the same key). GET: <see cref="JobList"/>.</summary>
    public const string Jobs = "/api/jobs";

    /// <summary>GET: <see cref="NodeList"/>.</summary>
    public const string Nodes = "/api/nodes";

    /// <summary>GET: <see cref="LogPage"/> of the whole farm; <c>?after=N</c> only what came later, <c>?most=N</c> at most so many, <c>?job=ID</c> of one job.</summary>
    public const string Logs = "/api/logs";

    /// <summary>WebSocket: the link of a node.</summary>
    public const string Link = "/link";

    public const string OpenApi = "/openapi.json";

    /// <summary>GET: measurements in Prometheus' text format.</summary>
    public const string Metrics = "/metrics";

    /// <summary>GET: 200 while the process works.</summary>
    public const string Live = "/health/live";

    /// <summary>GET: 200 while the process can do what it is for: its journal and its store answer.</summary>
    public const string Ready = "/health/ready";

    /// <summary>GET: <see cref="JobView"/>. DELETE: removes a job that is over with all its files, answered with <see cref="RemoveReply"/> (409 while it is not over).</summary>
    public static string Job(string job) => $"{Jobs}/{job}";

    /// <summary>GET: a <see cref="JobView"/> a line (NDJSON), now and after changes, until the job is over.</summary>
    public static string Watch(string job) => $"{Jobs}/{job}/watch";

    /// <summary>POST, without a body or with a <see cref="JobAction"/>: <c>pause</c>, <c>resume</c>, <c>cancel</c>, <c>retry</c>, <c>heal</c>. Answered with <see cref="JobView"/>.</summary>
    public static string Act(string job, string action) => $"{Jobs}/{job}/{action}";

    /// <summary>POST: a <see cref="PriorityRequest"/>, answered with <see cref="JobView"/>.</summary>
    public static string Priority(string job) => $"{Job(job)}/priority";

    /// <summary>GET: <see cref="FileList"/>.</summary>
    public static string Files(string job) => $"{Jobs}/{job}/files";

    /// <summary>GET, HEAD: one file, with ranges; its entity tag is its SHA-256.</summary>
    /// <param name="path">As <see cref="FileEntry.Path"/> has it.</param>
    public static string File(string job, string path) => $"{Files(job)}/{path}";

    /// <summary>GET, HEAD: below it any chunk, slice or picture of a stack, computed when it is asked for; as a Zarr store.</summary>
    public static string Stack(string job) => $"{Job(job)}/stack";

    /// <summary>PUT, HEAD: a part of a frame's attempt, as workers hand it in.</summary>
    public static string FramePart(string job, int frame, long attempt, int part) =>
        string.Create(CultureInfo.InvariantCulture, $"{Jobs}/{job}/frames/{frame}/attempts/{attempt}/parts/{part}");
}
