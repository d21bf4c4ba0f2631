using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Registry;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Seeds.Registry;

/// <summary>Where every job stands, for whoever asks: the registry writes it, any number of readers read it without troubling an actor. Thread-safe.</summary>
public sealed class JobBoard(TimeProvider time)
{
    /// <summary>Jobs try again after seconds; where nothing is left that writes, the trouble may be over and nobody would know.</summary>
    private static readonly TimeSpan News = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<JobId, JobPosting> _postings = [];
    private readonly Lock _order = new();
    private readonly List<JobPosting> _inOrder = [];
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Trouble? _trouble;

    /// <summary>Ends when all jobs of the journal are shown.</summary>
    /// <remarks>Fails with <see cref="Store.JournalNotUnderstoodException"/>, or <see cref="Store.JournalException"/> for a damaged one, where they never will be.</remarks>
    public Task Opened => _opened.Task;

    /// <summary>Why the journal takes no events, in words for everybody; null if it took the last one, or was not asked for a while.</summary>
    public string? JournalTrouble => _trouble is { } trouble && time.GetElapsedTime(trouble.At) < News ? trouble.Reason : null;

    /// <summary>All jobs, the newest last.</summary>
    public IReadOnlyList<JobView> All()
    {
        lock (_order) return [.. _inOrder.Select(posting => posting.View())];
    }

    /// <summary>A job; null if there is none of this id.</summary>
    public JobView? Find(JobId job) => _postings.GetValueOrDefault(job)?.View();

    /// <summary>A job as it was taken on and as it ended; null if there is none of this id.</summary>
    public RegisteredJob? Entry(JobId job) => _postings.GetValueOrDefault(job)?.Entry;

    /// <summary>A job now and after changes, until it is over; somebody slow is told the latest only.</summary>
    public async IAsyncEnumerable<JobView> WatchAsync(JobId job, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!_postings.TryGetValue(job, out var posting)) yield break;
        while (true)
        {
            // First the promise, then the look: what changes between the two is seen on the next round.
            var changed = posting.Changed;
            var view = posting.View();
            yield return view;
            if (view.IsOver) yield break;
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Told after each write to the journal: null, or what it failed with.</summary>
    internal void NoteWrite(Exception? failure) => _trouble = failure is null
        ? null
        : new Trouble(time.GetTimestamp(), Store.DiskFull.Is(failure) ? "the journal cannot be written: no space left" : "the journal cannot be written");

    internal void Open() => _opened.TrySetResult();

    internal void Refuse(IOException problem) => _opened.TrySetException(problem);

    /// <summary>Shows a job, or how it ended.</summary>
    internal void Show(RegisteredJob entry)
    {
        if (_postings.TryGetValue(entry.Job, out var posting))
        {
            posting.Update(entry);
            return;
        }

        posting = new JobPosting(entry, time);
        lock (_order) _inOrder.Add(posting);
        _postings[entry.Job] = posting;
    }

    internal void Update(JobStatus status) => _postings.GetValueOrDefault(status.Job)?.Update(status);

    /// <summary>Shows a job that goes on with something else that it was taken on with.</summary>
    internal void Correct(RegisteredJob entry) => _postings.GetValueOrDefault(entry.Job)?.Correct(entry);

    /// <summary>Shows what a job waits for.</summary>
    /// <param name="why">Null if it has devices.</param>
    internal void Wait(JobId job, string? why) => _postings.GetValueOrDefault(job)?.Wait(why);

    /// <summary>Shows a job no more. Whoever watches it was told that it is over.</summary>
    internal void Remove(JobId job)
    {
        if (!_postings.TryRemove(job, out var posting)) return;
        lock (_order) _inOrder.Remove(posting);
    }

    /// <summary>Shows why a job does not go on.</summary>
    /// <param name="isFailed">Whether nothing happens any more by itself.</param>
    internal void Complain(JobId job, string reason, bool isFailed) => _postings.GetValueOrDefault(job)?.Complain(reason, isFailed);

    private sealed record Trouble(long At, string Reason);
}
