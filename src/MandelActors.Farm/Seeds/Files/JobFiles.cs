using System.Security.Cryptography;
using System.Text;
using MandelActors.Farm.Rendering.Stacks;
using MandelActors.Farm.Seeds.Http;
using MandelActors.Farm.Store;
using MandelActors.Imaging.Zarr;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Registry;
using MandelActors.Protocol.Scenes;
using Microsoft.AspNetCore.Http;

namespace MandelActors.Farm.Seeds.Files;

/// <summary>The files of one job that may be handed out: what the journal knows, under the names that the job's folder gives them.</summary>
/// <remarks>A name that somebody asks for is compared with names that were made here, and never becomes a path.</remarks>
internal sealed class JobFiles
{
    private const int LongestName = 256;

    private readonly RegisteredJob _job;
    private readonly JobFolder _folder;
    private readonly IFrameFiles _frames;
    private readonly FinishedFrames _finished;
    private readonly PartHashes _parts;
    private readonly Scene _scene;

    public JobFiles(RegisteredJob job, JobFolder folder, Scene scene, FinishedFrames finished, PartHashes parts)
    {
        (_job, _folder, _scene, _finished, _parts) = (job, folder, scene, finished, parts);
        _frames = FrameStore.FilesOf(scene, folder);
    }

    /// <summary>All files that are there now. A frame of several files is left out where one of them is damaged: nobody could say which.</summary>
    /// <returns>Made while it is read: a long film has many.</returns>
    public async Task<IEnumerable<StoredFile>> ListAsync()
    {
        var finished = await _finished.AllAsync(_job).ConfigureAwait(false);
        return Shared().Concat(finished.SelectMany(FilesOf));
    }

    /// <summary>One file; null if the list has none of this name.</summary>
    /// <exception cref="RefusedException">A frame of several files is damaged.</exception>
    /// <inheritdoc cref="FinishedFrames.AllAsync" path="/exception"/>
    public async Task<StoredFile?> FindAsync(string name)
    {
        if (name.Length > LongestName || name.Any(char.IsControl)) return null;
        if (Shared().FirstOrDefault(file => file.Name == name) is { } shared) return shared;
        string root = NameOf(_frames.Root) + "/";
        if (!name.StartsWith(root, StringComparison.Ordinal) || !_frames.TryFrameOf(Path.Combine(_frames.Root, name[root.Length..]), out var frame)) return null;
        if (!_frames.PathsOf(frame).Any(path => NameOf(path) == name)) return null;
        if (await _finished.FindAsync(_job, frame).ConfigureAwait(false) is not { } found) return null;
        return FilesOf(found).FirstOrDefault(file => file.Name == name)
            ?? throw new RefusedException(StatusCodes.Status409Conflict, $"frame {frame}, which {name} is of, is missing or damaged in the store; 'mandel heal {_job.Job}' has it made again");
    }

    private IEnumerable<StoredFile> Shared()
    {
        yield return Made(_folder.Scene, Encoding.UTF8.GetBytes(_job.Order.Scene));
        if (_scene is StackScene stack)
        {
            foreach (var (name, content) in ZarrMetadata.FilesOf(StackMapping.CodecOf(stack).Array)) yield return Made(Path.Combine(_frames.Root, name), content);
        }

        if (_job.Outcome is not { } outcome) yield break;
        if (outcome.Manifest is { } manifest) yield return new StoredFile(NameOf(_folder.Manifest), _folder.Manifest, outcome.ManifestBytes, manifest);
        if (outcome.Film is { } film) yield return new StoredFile(film.File, _folder.Film(film.File), film.Bytes, film.Sha256);
    }

    private IEnumerable<StoredFile> FilesOf(ManifestFrame frame)
    {
        var paths = _frames.PathsOf(new FrameNumber(frame.Frame));
        if (paths.Count == 1) return [new StoredFile(NameOf(paths[0]), paths[0], frame.Bytes, frame.Sha256)];
        return (_parts.Of(paths, frame) ?? []).Select((part, index) => new StoredFile(NameOf(paths[index]), paths[index], part.Bytes, part.Sha256));
    }

    private StoredFile Made(string path, byte[] content) => new(NameOf(path), path, content.Length, Sha256Hash.FromBytes(SHA256.HashData(content)));

    private string NameOf(string path) => Path.GetRelativePath(_folder.Path, path).Replace(Path.DirectorySeparatorChar, '/');
}
