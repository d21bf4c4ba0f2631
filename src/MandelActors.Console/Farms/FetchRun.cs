using System.Threading.Channels;
using MandelActors.Client;
using MandelActors.Client.Files;
using MandelActors.Console.Shell;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Documents;

namespace MandelActors.Console.Farms;

/// <summary><c>mandel fetch</c>: lays a job's folder on this machine, and says that it is complete only when it is.</summary>
internal sealed class FetchRun
{
    /// <summary>A frame may be made anew between the list and the download; more often than this something else is wrong.</summary>
    private const int MostStaleLists = 5;

    /// <summary>Bad files that are named one by one.</summary>
    private const int MostNamed = 10;

    private static readonly TimeSpan ListInterval = TimeSpan.FromSeconds(1);

    private readonly FarmClient _farm;
    private readonly string _folder;
    private readonly FolderFetch _fetch;
    private readonly Action<FetchReport> _show;
    private JobView _job;
    private FileList _list;

    private FetchRun(FarmClient farm, JobView job, FileList list, string folder, Action<FetchReport> show)
    {
        (_farm, _job, _list, _folder, _show) = (farm, job, list, folder, show);
        _fetch = new FolderFetch(farm, job.JobId, folder);
    }

    /// <returns>Done if the folder is all that the job is meant to give, failed if it is not.</returns>
    /// <exception cref="BadInputException">The job is unknown, the folder holds something else, or may not be written to.</exception>
    /// <exception cref="IOException">The disk is full.</exception>
    public static async Task<int> RunAsync(FarmClient farm, FetchOrder order, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(order.Folder)) throw new BadInputException("--output", "", "expected a folder, found nothing");
        var folder = Path.GetFullPath(order.Folder);
        var job = await farm.FindJobAsync(order.Job, cancellationToken).ConfigureAwait(false);
        var list = await farm.FilesAsync(job.JobId, cancellationToken).ConfigureAwait(false);
        using var target = await FetchTarget.OpenAsync(folder, farm, list, cancellationToken).ConfigureAwait(false);
        FetchReport.Ended? ended = null;
        await DisplayFor(order.Json).ShowAsync(async show =>
        {
            var run = new FetchRun(farm, job, list, folder, show);
            try
            {
                ended = await run.RunAsync(order.Watch, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                throw FetchTarget.Explained(folder, problem);
            }

            show(ended);
        }).ConfigureAwait(false);
        if (ended!.Missing is null) return ExitCode.Done;
        foreach (var file in ended.Bad.Take(MostNamed)) await System.Console.Error.WriteLineAsync($"mandel: {file.Why}").ConfigureAwait(false);
        if (ended.Bad.Count > MostNamed) await System.Console.Error.WriteLineAsync($"mandel: and {ended.Bad.Count - MostNamed} files more").ConfigureAwait(false);
        await System.Console.Error.WriteLineAsync($"mandel: job {job.JobId} is not complete: {ended.Missing.ReplaceLineEndings(" ")}").ConfigureAwait(false);
        return ExitCode.Failed;
    }

    private async Task<FetchReport.Ended> RunAsync(bool watch, CancellationToken cancellationToken)
    {
        if (watch && !_job.IsOver) await FollowAsync(cancellationToken).ConfigureAwait(false);
        var (progress, bad) = await FetchListAsync(cancellationToken).ConfigureAwait(false);
        _job = await _farm.JobAsync(_job.JobId, cancellationToken).ConfigureAwait(false);
        if (bad.Count == 0 && _job.State == "completed" && _list.IsOver)
            bad = await FetchedManifest.MissingAsync(Path.Combine(_folder, "manifest.json"), _list.Files, cancellationToken).ConfigureAwait(false);
        var missing = Missing(bad.Count);
        if (missing is null) _fetch.Sweep();
        return new FetchReport.Ended(_folder, progress, _job, missing) { Bad = bad };
    }

    /// <summary>Fetches what is finished while the job goes on, until it is over.</summary>
    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        // Only the newest view matters: while files are fetched the job may have got far.
        var views = Channel.CreateBounded<JobView>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchAsync(views.Writer, ending.Token);
        try
        {
            var listed = -1;
            await foreach (var view in views.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                _job = view;
                if (view.IsOver) break;
                if (view.Done == listed) continue;
                listed = view.Done;
                var began = TimeProvider.System.GetTimestamp();
                await FetchListAsync(cancellationToken).ConfigureAwait(false);
                // The list of a long film is long itself: no more than half the time goes into asking for it.
                var took = TimeProvider.System.GetElapsedTime(began);
                await Task.Delay(took > ListInterval ? took : ListInterval, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(false);
        }
    }

    private async Task WatchAsync(ChannelWriter<JobView> views, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var view in _farm.WatchAsync(_job.JobId, cancellationToken: cancellationToken).ConfigureAwait(false)) views.TryWrite(view);
            views.Complete();
        }
        catch (Exception problem)
        {
            // Told to whoever reads the views.
            views.Complete(problem);
        }
    }

    private async Task<FetchResult> FetchListAsync(CancellationToken cancellationToken)
    {
        for (var stale = 0; ; stale++)
        {
            _list = await _farm.FilesAsync(_job.JobId, cancellationToken).ConfigureAwait(false);
            var result = await _fetch.RunAsync(_list, progress => _show(new FetchReport.Going(progress, _job)), cancellationToken).ConfigureAwait(false);
            // A new list says what to fetch instead of what was not to be had; the same one would fail again.
            if (result.Bad.Count == 0 || stale == MostStaleLists || !await HasChangedAsync(cancellationToken).ConfigureAwait(false)) return result;
        }
    }

    /// <summary>Whether the list that was fetched by is out of date.</summary>
    private async Task<bool> HasChangedAsync(CancellationToken cancellationToken)
    {
        var now = await _farm.FilesAsync(_job.JobId, cancellationToken).ConfigureAwait(false);
        return !now.Files.SequenceEqual(_list.Files);
    }

    /// <param name="bad">Files that could not be had.</param>
    /// <returns>Why the folder is not all that the job is meant to give; null if it is.</returns>
    private string? Missing(int bad)
    {
        if (bad > 0 && _job.IsOver)
        {
            var (what, them) = bad == 1 ? ("a file is", "it") : ($"{bad} files are", "them");
            var remedy = _job.State == "cancelled"
                ? "a cancelled job is not rendered again, its scene may be submitted anew"
                : $"'mandel heal {_job.JobId}' has {them} made again, then the same command fetches the rest";
            return $"{what} missing or damaged in the farm, all others were fetched; {remedy}";
        }

        if (!_job.IsOver) return $"{JobWords.Line(_job)}; what is finished was fetched, the same command goes on, --watch waits for the rest";
        if (_job.State != "completed") return JobWords.Line(_job);
        if (!_list.IsOver) return "it went on after it was over; the same command fetches the rest";
        return _job.Film is { } film && _list.Files.All(file => file.Path != film) ? $"{film} is not among the farm's files" : null;
    }

    private static IFetchDisplay DisplayFor(bool asJson)
    {
        if (asJson) return new JsonFetchDisplay(System.Console.Out, TimeProvider.System);
        return System.Console.IsOutputRedirected ? new PlainFetchDisplay(System.Console.Out, TimeProvider.System) : new TerminalFetchDisplay();
    }
}
