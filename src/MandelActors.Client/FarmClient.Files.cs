using System.Net;
using MandelActors.Client.Files;
using MandelActors.Client.Transport;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Ids;

namespace MandelActors.Client;

/// <content>Files of a job.</content>
public sealed partial class FarmClient
{
    private const int CopyBytes = 1 << 16;

    /// <summary>Bytes of a file that is read as a whole.</summary>
    private const long LargestInMemory = 256 << 20;

    /// <summary>Connections that broke off one after the other without bringing a byte.</summary>
    private const int MostBarren = 5;

    /// <summary>The files of a job that are there now.</summary>
    /// <param name="job">The whole id.</param>
    public Task<FileList> FilesAsync(string job, CancellationToken cancellationToken = default) => GetAsync<FileList>(ApiRoutes.Files(job), cancellationToken);

    /// <summary>Brings one file. What came of it in an earlier try is not fetched again; the file gets its name once it is whole, has its hash and lies on the disk.</summary>
    /// <param name="job">The whole id.</param>
    /// <param name="entry">The file, as the farm named it.</param>
    /// <param name="target">Where to; replaced. The folder is made.</param>
    /// <param name="came">Told of every piece how many bytes it has.</param>
    /// <exception cref="FarmException">Refused, out of reach, or the file is not what the farm said it was – it may have been made anew since.</exception>
    /// <exception cref="IOException">The disk would not take it.</exception>
    public async Task DownloadAsync(string job, FileEntry entry, string target, Action<int>? came = null, CancellationToken cancellationToken = default)
    {
        FilePath.Require(entry);
        var partial = await PartialFile.OpenAsync(entry, target, cancellationToken).ConfigureAwait(false);
        await using (partial.ConfigureAwait(false))
        {
            var hadPart = partial.Length > 0;
            await FillAsync(job, entry, partial, came, cancellationToken).ConfigureAwait(false);
            if (await partial.FinishAsync().ConfigureAwait(false)) return;
            if (hadPart)
            {
                // What lay here may have been spoilt by whatever ended the earlier try.
                await FillAsync(job, entry, partial, came, cancellationToken).ConfigureAwait(false);
                if (await partial.FinishAsync().ConfigureAwait(false)) return;
            }
        }

        throw Differs(job, entry);
    }

    /// <summary>Reads one file that is not large.</summary>
    /// <inheritdoc cref="DownloadAsync" path="/exception"/>
    public Task<byte[]> ReadFileAsync(string job, FileEntry entry, CancellationToken cancellationToken = default)
    {
        FilePath.Require(entry);
        if (entry.Bytes > LargestInMemory) throw new FarmException($"{entry.Path} has {entry.Bytes} bytes, which is more than such a file ever has");
        return _link.AskAsync(SeedRequest.Get(ApiRoutes.File(job, entry.Path)), async (response, ending) =>
        {
            using var held = response;
            using var body = await BodyAsync(response, entry.Bytes, _settings.Silence, ending).ConfigureAwait(false);
            using var content = new MemoryStream();
            await body.CopyToAsync(content, ending).ConfigureAwait(false);
            var bytes = content.ToArray();
            return Sha256Hash.Of(bytes) == Sha256Hash.Parse(entry.Sha256) ? bytes : throw Differs(job, entry);
        }, cancellationToken);
    }

    private async Task FillAsync(string job, FileEntry entry, PartialFile partial, Action<int>? came, CancellationToken cancellationToken)
    {
        var barren = 0;
        while (partial.Length < entry.Bytes)
        {
            var before = partial.Length;
            // The route is made of names that were found plain: nothing in it needs escaping.
            var request = SeedRequest.Get(ApiRoutes.File(job, entry.Path)) with { From = before, Tag = $"\"{entry.Sha256}\"" };
            using var response = await AskForAsync(entry, request, cancellationToken).ConfigureAwait(false);
            if (before > 0 && !GoesOn(response, before)) partial.Clear();
            string broken;
            try
            {
                using var body = await BodyAsync(response, entry.Bytes - partial.Length, _settings.Silence, cancellationToken).ConfigureAwait(false);
                await CopyAsync(body, partial, came, cancellationToken).ConfigureAwait(false);
                broken = "the seed sent less than the file has";
            }
            catch (BrokenOffException problem)
            {
                broken = problem.Message;
            }
            catch (FarmException tooMuch) when (tooMuch.File is null)
            {
                throw new FarmException($"{entry.Path}: {tooMuch.Message}", cause: tooMuch) { File = entry.Path };
            }

            barren = partial.Length > before ? 0 : barren + 1;
            if (barren >= MostBarren)
                throw new FarmException($"{entry.Path}: {broken}, {barren} times, {partial.Length} of {entry.Bytes} bytes are here; the same command goes on from there") { File = entry.Path };
            if (barren > 0) await Task.Delay(WatchPause, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task CopyAsync(AnswerStream body, PartialFile partial, Action<int>? came, CancellationToken cancellationToken)
    {
        var buffer = new byte[CopyBytes];
        while (true)
        {
            int count;
            try
            {
                count = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException broken)
            {
                // Told from a disk that takes no more: that is no reason to ask again.
                throw new BrokenOffException(MissedSeed.ReasonOf(broken), broken);
            }

            if (count == 0) return;
            await partial.AppendAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            came?.Invoke(count);
        }
    }

    /// <summary>Asks for a file; a refusal that concerns this file alone says so.</summary>
    private async Task<HttpResponseMessage> AskForAsync(FileEntry entry, SeedRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await _link.AskAsync(request, (answer, _) => Task.FromResult(answer), cancellationToken).ConfigureAwait(false);
        }
        catch (FarmException refused) when (refused.Status == (int)HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            throw new FarmException($"{entry.Path} is shorter in the farm's store than it should be, {entry.Bytes} bytes", refused.Status, refused) { File = entry.Path };
        }
        catch (FarmException refused) when (refused.Status is (int)HttpStatusCode.Conflict or (int)HttpStatusCode.NotFound)
        {
            var line = refused.Message.Contains(entry.Path, StringComparison.Ordinal) ? refused.Message : $"{entry.Path}: {refused.Message}";
            throw new FarmException(line, refused.Status, refused) { File = entry.Path };
        }
    }

    private static FarmException Differs(string job, FileEntry entry) =>
        new($"{entry.Path} is not what the farm says it is: {entry.Bytes} bytes with the SHA-256 {entry.Sha256}; 'mandel heal {job}' has it made again") { File = entry.Path };

    /// <summary>Whether the answer is what follows what is here; a whole file is sent where the part is of another, or the seed knows no parts.</summary>
    private static bool GoesOn(HttpResponseMessage response, long from) =>
        response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange is { Unit: "bytes", From: { } first } && first == from;

    private sealed class BrokenOffException(string message, Exception cause) : Exception(message, cause);
}
