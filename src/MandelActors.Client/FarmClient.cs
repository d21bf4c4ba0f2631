using System.Net;
using System.Text.Json;
using MandelActors.Client.Transport;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Ids;

namespace MandelActors.Client;

/// <summary>A farm, as programs outside it see it: every question and every command that its seeds answer.</summary>
/// <remarks>
/// It finds the seed that leads, and the next one when that is gone. Every method throws <see cref="FarmException"/> where the farm refuses or cannot be reached,
/// and <see cref="OperationCanceledException"/> where it is cancelled. It may be used by several threads at once.
/// </remarks>
public sealed partial class FarmClient : IDisposable
{
    private const int MostNamed = 5;

    private readonly SeedLink _link;
    private readonly FarmClientSettings _settings;
    private readonly TimeProvider _time;

    /// <param name="seeds">Where the farm's seeds are, one at least, as <see cref="SeedAddress"/> reads them.</param>
    /// <param name="token">Who is asking; null for nobody in particular.</param>
    /// <param name="settings">Null for the usual ones.</param>
    /// <param name="time">Null for the system's clock.</param>
    public FarmClient(IReadOnlyList<Uri> seeds, string? token = null, FarmClientSettings? settings = null, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(seeds.Count);
        _settings = settings ?? FarmClientSettings.Default;
        _time = time ?? TimeProvider.System;
        _link = new SeedLink(seeds, token, _settings, _time);
    }

    /// <summary>Hands in a job. With a key the request may be repeated, and is where an answer is lost; without one it is given one, which makes the repeated request the same job.</summary>
    public Task<SubmitReply> SubmitAsync(SubmitRequest request, CancellationToken cancellationToken = default)
    {
        var keyed = request.Key is null ? request with { Key = Guid.NewGuid().ToString("N") } : request;
        return PostAsync<SubmitReply>(ApiRoutes.Jobs, JsonSerializer.SerializeToUtf8Bytes(keyed, ApiJson.Default.SubmitRequest), cancellationToken);
    }

    /// <summary>All jobs, the newest last.</summary>
    public async Task<IReadOnlyList<JobView>> JobsAsync(CancellationToken cancellationToken = default) =>
        (await GetAsync<JobList>(ApiRoutes.Jobs, cancellationToken).ConfigureAwait(false)).Jobs;

    /// <param name="job">The whole id.</param>
    public Task<JobView> JobAsync(string job, CancellationToken cancellationToken = default) => GetAsync<JobView>(ApiRoutes.Job(job), cancellationToken);

    /// <summary>The job that an id or the beginning of one means.</summary>
    /// <exception cref="BadInputException">It means none, or several.</exception>
    public async Task<JobView> FindJobAsync(string idOrBeginning, CancellationToken cancellationToken = default)
    {
        if (!JobId.IsValid(idOrBeginning)) throw new BadInputException($"job {idOrBeginning}", "", "expected a job's id or the beginning of one: letters, digits and dashes, at most 64");
        try
        {
            return await JobAsync(idOrBeginning, cancellationToken).ConfigureAwait(false);
        }
        catch (FarmException unknown) when (unknown.Status == (int)HttpStatusCode.NotFound)
        {
            // It may still be the beginning of one.
        }

        var meant = (await JobsAsync(cancellationToken).ConfigureAwait(false)).Where(job => job.JobId.StartsWith(idOrBeginning, StringComparison.Ordinal)).ToArray();
        return meant switch
        {
            [var only] => only,
            [] => throw new BadInputException($"job {idOrBeginning}", "", "expected one of the farm's jobs, found none of this id; 'mandel jobs' lists them"),
            _ => throw new BadInputException(
                $"job {idOrBeginning}", "", $"expected the beginning of one id, found that of {meant.Length}: {string.Join(", ", meant.Take(MostNamed).Select(job => job.JobId))}{(meant.Length > MostNamed ? ", …" : "")}"),
        };
    }

    /// <param name="job">The whole id.</param>
    /// <param name="action"><c>pause</c>, <c>resume</c>, <c>cancel</c>, <c>retry</c> or <c>heal</c>.</param>
    /// <param name="reason">Shown wherever the job is; null for none.</param>
    /// <returns>The job afterwards.</returns>
    public Task<JobView> ActAsync(string job, string action, string? reason = null, CancellationToken cancellationToken = default) =>
        PostAsync<JobView>(
            ApiRoutes.Act(job, action), reason is null ? null : JsonSerializer.SerializeToUtf8Bytes(new JobAction(reason), ApiJson.Default.JobAction), cancellationToken);

    /// <summary>Makes a job more or less urgent.</summary>
    /// <param name="job">The whole id.</param>
    /// <param name="priority">−100 to 100.</param>
    /// <returns>The job afterwards.</returns>
    public Task<JobView> PrioritiseAsync(string job, int priority, CancellationToken cancellationToken = default) =>
        PostAsync<JobView>(ApiRoutes.Priority(job), JsonSerializer.SerializeToUtf8Bytes(new PriorityRequest(priority), ApiJson.Default.PriorityRequest), cancellationToken);

    /// <summary>Removes a job that is over, with all its files. Asked again it is the same: a job that is removed is removed.</summary>
    /// <param name="job">The whole id.</param>
    public Task<RemoveReply> RemoveAsync(string job, CancellationToken cancellationToken = default) =>
        _link.AskAsync(new SeedRequest(HttpMethod.Delete, ApiRoutes.Job(job)), (response, ending) => ReadAsync<RemoveReply>(response, ending), cancellationToken);

    /// <summary>All nodes that are in the farm now.</summary>
    public async Task<IReadOnlyList<NodeView>> NodesAsync(CancellationToken cancellationToken = default) =>
        (await GetAsync<NodeList>(ApiRoutes.Nodes, cancellationToken).ConfigureAwait(false)).Nodes;

    public void Dispose() => _link.Dispose();

    private Task<T> GetAsync<T>(string route, CancellationToken cancellationToken) =>
        _link.AskAsync(SeedRequest.Get(route), (response, ending) => ReadAsync<T>(response, ending), cancellationToken);

    private Task<T> PostAsync<T>(string route, byte[]? body, CancellationToken cancellationToken) =>
        _link.AskAsync(new SeedRequest(HttpMethod.Post, route) { Body = body }, (response, ending) => ReadAsync<T>(response, ending), cancellationToken);

    private async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var held = response;
        using var body = await BodyAsync(response, _settings.LargestAnswer, _settings.Silence, cancellationToken).ConfigureAwait(false);
        try
        {
            return await JsonSerializer.DeserializeAsync(body, Shape.Of<T>(), cancellationToken).ConfigureAwait(false) ?? throw NoSeed(response);
        }
        catch (JsonException)
        {
            throw NoSeed(response);
        }
    }

    private async Task<AnswerStream> BodyAsync(HttpResponseMessage response, long largest, TimeSpan silence, CancellationToken cancellationToken) =>
        new(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), largest, silence, _time);

    private static FarmException NoSeed(HttpResponseMessage response) =>
        new($"{response.RequestMessage?.RequestUri?.GetLeftPart(UriPartial.Path)} answers, but not as a seed does; is this the address of one, of this version?");
}
