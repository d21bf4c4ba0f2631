using System.Collections.Concurrent;
using System.Security.Cryptography;
using MandelActors.Protocol.Api;

namespace MandelActors.Client.Files;

/// <summary>Makes a folder hold what a job's folder holds: what is there and right stays, what is missing or wrong is fetched.</summary>
/// <remarks>Several files travel at once. A file is looked at once in the life of this object, however often the list is gone through. One user at a time.</remarks>
public sealed class FolderFetch(FarmClient client, string job, string folder)
{
    private const int AtOnce = 4;

    private readonly ConcurrentDictionary<string, string> _right = new(StringComparer.Ordinal);
    private FetchProgress _progress = new(0, 0, 0, 0, 0, 0);

    /// <summary>Goes through a list once.</summary>
    /// <param name="list">What the folder should hold.</param>
    /// <param name="progress">Told where it stands after every file and piece, one call at a time, on any thread.</param>
    /// <returns>Where it stands in the end, and what could not be had or is not what the list says: that may be damaged, or the list be out of date.</returns>
    /// <exception cref="FarmException">The farm cannot be reached, or names what is no file of a job. The files under way were not waited for.</exception>
    /// <exception cref="IOException">The disk would not take it.</exception>
    public async Task<FetchResult> RunAsync(FileList list, Action<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        var targets = list.Files.Select(file => (File: file, Path: FilePath.Of(file, folder))).ToArray();
        if (targets.CountBy(target => target.Path).FirstOrDefault(path => path.Value > 1).Key is { } twice) throw new FarmException($"the farm names {twice} twice, and only one can lie there");
        var open = targets.Where(target => _right.GetValueOrDefault(target.File.Path) != target.File.Sha256).ToArray();
        var gate = new Lock();
        var bad = new ConcurrentBag<BadFile>();
        _progress = _progress with { Files = targets.Length, Bytes = targets.Sum(target => target.File.Bytes), Right = targets.Length - open.Length };
        await Parallel.ForEachAsync(open, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (target, ending) =>
        {
            var isThere = await IsRightAsync(target.File, target.Path, ending).ConfigureAwait(false);
            try
            {
                if (!isThere) await client.DownloadAsync(job, target.File, target.Path, bytes => Tell(now => now with { FetchedBytes = now.FetchedBytes + bytes }), ending).ConfigureAwait(false);
            }
            catch (FarmException damaged) when (damaged.File is { } file)
            {
                // The others may well be sound, and who fetches a long film wants them.
                bad.Add(new BadFile(file, damaged.Message));
                return;
            }

            _right[target.File.Path] = target.File.Sha256;
            Tell(now => now with { Right = now.Right + 1, Fetched = now.Fetched + (isThere ? 0 : 1), Kept = now.Kept + (isThere ? 1 : 0) });
        }).ConfigureAwait(false);
        return new FetchResult(_progress, [.. bad.OrderBy(file => file.Path, StringComparer.Ordinal)]);

        void Tell(Func<FetchProgress, FetchProgress> change)
        {
            lock (gate)
            {
                _progress = change(_progress);
                progress?.Invoke(_progress);
            }
        }
    }

    /// <summary>Removes what earlier tries left of files that were made anew since. Only once everything is right.</summary>
    public void Sweep()
    {
        if (!Directory.Exists(folder)) return;
        foreach (var file in Directory.EnumerateFiles(folder, $"*{PartialFile.Ending}", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
            if (PartialFile.IsOne(Path.GetFileName(file))) File.Delete(file);
    }

    private static async Task<bool> IsRightAsync(FileEntry entry, string path, CancellationToken cancellationToken)
    {
        var info = new FileInfo(path);
        if (!info.Exists || info.Length != entry.Bytes) return false;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        var hash = await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false);
        return Convert.ToHexStringLower(hash).Equals(entry.Sha256, StringComparison.OrdinalIgnoreCase);
    }
}
