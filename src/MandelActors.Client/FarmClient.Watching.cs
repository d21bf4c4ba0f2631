using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using MandelActors.Client.Transport;
using MandelActors.Protocol.Api;

namespace MandelActors.Client;

/// <content>What goes on, as it goes on.</content>
public sealed partial class FarmClient
{
    private const int LogPageEntries = 500;

    private static readonly TimeSpan WatchPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Where a job stands, now and after changes, until it is over. Where the connection is lost another is made; what happened meanwhile is in the next view.</summary>
    /// <param name="job">The whole id.</param>
    /// <param name="lost">Told why, each time the connection is lost and nothing can be said for a moment.</param>
    public async IAsyncEnumerable<JobView> WatchAsync(string job, Action<string>? lost = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // The first contact is no more patient than any other question.
        TimeSpan? patience = null;
        while (true)
        {
            var request = SeedRequest.Get(ApiRoutes.Watch(job)) with { Patience = patience };
            using var response = await _link.AskAsync(request, (answer, _) => Task.FromResult(answer), cancellationToken).ConfigureAwait(false);
            var body = await BodyAsync(response, long.MaxValue, _settings.WatchSilence, cancellationToken).ConfigureAwait(false);
            using var lines = new LineReader(body, _settings.LongestLine);
            JobView? view;
            do
            {
                (view, var broken) = await NextAsync(response, lines, cancellationToken).ConfigureAwait(false);
                if (broken is not null) lost?.Invoke(broken);
                if (view is null) continue;
                patience = _settings.WatchPatience;
                yield return view;
                if (view.IsOver) yield break;
            }
            while (view is not null);
            await Task.Delay(WatchPause, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What happened, oldest first. Where another process of a seed answers from now on, its log is read from its own beginning.</summary>
    /// <param name="job">The whole id of a job; null for everything.</param>
    /// <param name="follow">Whether to go on with what happens next, without end.</param>
    public async IAsyncEnumerable<LogEntry> LogsAsync(string? job, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // How far each log was read: of several seeds one that led before may lead again.
        Dictionary<string, long> read = [];
        string? log = null;
        long after = 0;
        while (true)
        {
            var page = await GetAsync<LogPage>(LogRoute(job, after), cancellationToken).ConfigureAwait(false);
            if (page.LogId is { } answered && answered != log)
            {
                var asked = after;
                (log, after) = (answered, read.GetValueOrDefault(answered));
                // What this log has before the number that another one had reached is not in the page.
                if (after != asked) continue;
            }

            foreach (var entry in page.Entries) yield return entry;
            var isEnd = page.Entries.Count < LogPageEntries;
            if (isEnd && !follow) yield break;
            // Not the larger of the two: another seed that took over may count from its own beginning.
            after = page.Next;
            if (log is not null) read[log] = after;
            if (isEnd) await Task.Delay(_settings.LogInterval, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string LogRoute(string? job, long after) =>
        string.Create(CultureInfo.InvariantCulture, $"{ApiRoutes.Logs}?after={after}&most={LogPageEntries}{(job is null ? "" : $"&job={job}")}");

    /// <returns>The next view, or why there is none.</returns>
    private static async Task<(JobView? View, string? Broken)> NextAsync(HttpResponseMessage response, LineReader lines, CancellationToken cancellationToken)
    {
        try
        {
            byte[]? line;
            do line = await lines.NextAsync(cancellationToken).ConfigureAwait(false);
            while (line is { Length: 0 });
            return line is null ? (null, "the seed ended the connection") : (JsonSerializer.Deserialize(line, Shape.Of<JobView>()) ?? throw NoSeed(response), null);
        }
        catch (JsonException)
        {
            throw NoSeed(response);
        }
        catch (IOException broken)
        {
            return (null, MissedSeed.ReasonOf(broken));
        }
    }
}
