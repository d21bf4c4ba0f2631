using System.Security.Cryptography;
using System.Text.Json;
using MandelActors.Farm.Coordination;
using MandelActors.Farm.Seeds.Http;
using MandelActors.Farm.Seeds.Registry;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Registry;
using Microsoft.AspNetCore.Http;

namespace MandelActors.Farm.Seeds.Files;

/// <summary>Which frames of a job are finished, and their hashes: told by the job while it is worked for, by its manifest once it is over.</summary>
/// <remarks>The manifest is believed because the journal holds its hash. The last few that were read are kept.</remarks>
internal sealed class FinishedFrames(IActorRef coordinator, SeedStore store, JobBoard board)
{
    private const int ManifestsKept = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly List<(Sha256Hash Manifest, ManifestFrame[] Frames)> _read = [];

    /// <summary>All finished frames, in film order.</summary>
    /// <exception cref="RefusedException">The job does not answer, or its manifest is not what it was.</exception>
    public async Task<IReadOnlyList<ManifestFrame>> AllAsync(RegisteredJob job)
    {
        if (job.Outcome is { } outcome) return await ReadAsync(job.Job, outcome).ConfigureAwait(false);
        if (await AskAsync<JobProtocol.FrameList>(job.Job, new JobProtocol.GetFrames()).ConfigureAwait(false) is not { } list)
            return await ReadAsync(job.Job, EndOf(job.Job)).ConfigureAwait(false);
        return [.. list.Frames.Select(frame => new ManifestFrame(frame.Frame.Value, frame.Result.Sha256, frame.Result.Bytes))];
    }

    /// <summary>One frame; null unless it is finished.</summary>
    /// <inheritdoc cref="AllAsync" path="/exception"/>
    public async Task<ManifestFrame?> FindAsync(RegisteredJob job, FrameNumber frame)
    {
        if (job.Outcome is { } outcome) return Find(await ReadAsync(job.Job, outcome).ConfigureAwait(false), frame);
        if (await AskAsync<JobProtocol.FrameFound>(job.Job, new JobProtocol.GetFrame(frame)).ConfigureAwait(false) is not { } found)
            return Find(await ReadAsync(job.Job, EndOf(job.Job)).ConfigureAwait(false), frame);
        return found.Result is { } result ? new ManifestFrame(frame.Value, result.Sha256, result.Bytes) : null;
    }

    private static ManifestFrame? Find(ManifestFrame[] frames, FrameNumber frame)
    {
        int place = Array.BinarySearch(frames, new ManifestFrame(frame.Value, default, 0), Comparer<ManifestFrame>.Create((left, right) => left.Frame.CompareTo(right.Frame)));
        return place < 0 ? null : frames[place];
    }

    /// <summary>What a job came to that ended between the look at the board and the question to it.</summary>
    private JobOutcome EndOf(JobId job) => board.Entry(job)?.Outcome
        ?? throw new RefusedException(StatusCodes.Status503ServiceUnavailable, "the job does not answer, it may be starting again; ask once more") { RetryAfter = TimeSpan.FromSeconds(1) };

    /// <returns>Null if the job does not answer.</returns>
    private async Task<T?> AskAsync<T>(JobId job, JobProtocol.IJobQuery query)
        where T : class
    {
        try
        {
            return await coordinator.Ask<object>(new FarmProtocol.ToJob(job, query), Patience).ConfigureAwait(false) as T;
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }

    private async Task<ManifestFrame[]> ReadAsync(JobId job, JobOutcome outcome)
    {
        if (outcome.Manifest is not { } hash) throw Damaged(job);
        lock (_lock)
        {
            var known = _read.Find(entry => entry.Manifest == hash);
            if (known.Frames is not null) return known.Frames;
        }

        var frames = await Task.Run(() => Read(job, store.FolderOf(job).Manifest, hash)).ConfigureAwait(false);
        lock (_lock)
        {
            if (_read.Count == ManifestsKept) _read.RemoveAt(0);
            _read.Add((hash, frames));
        }

        return frames;
    }

    private static ManifestFrame[] Read(JobId job, string path, Sha256Hash expected)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (Sha256Hash.FromBytes(SHA256.HashData(file)) != expected) throw Damaged(job);
            file.Position = 0;
            var content = JsonSerializer.Deserialize(file, ManifestJson.Default.ManifestContent) ?? throw Damaged(job);
            return Array.ConvertAll(content.Frames, entry => new ManifestFrame(entry.Frame, Sha256Hash.Parse(entry.Sha256), entry.Bytes));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw Damaged(job);
        }
    }

    private static RefusedException Damaged(JobId job) =>
        new(StatusCodes.Status409Conflict, $"the manifest of job {job} is missing or damaged, and without it nobody knows its files; 'mandel heal {job}' has it made again");
}
