using System.Security.Cryptography;
using MandelActors.Protocol.Api;

namespace MandelActors.Client.Files;

/// <summary>What has come of a file so far, beside the place it will have. It outlives the process, and what came is not fetched again.</summary>
internal sealed class PartialFile : IAsyncDisposable
{
    /// <summary>What its name ends in; nothing that is whole is called so.</summary>
    public const string Ending = ".part";

    private const int BufferBytes = 1 << 16;
    private const int HashDigits = 16;

    private readonly FileEntry _entry;
    private readonly string _target;
    private readonly FileStream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private PartialFile(FileEntry entry, string target, FileStream stream) => (_entry, _target, _stream) = (entry, target, stream);

    /// <summary>How much of it is here.</summary>
    public long Length => _stream.Length;

    /// <summary>Opens what an earlier run left, or begins.</summary>
    /// <exception cref="IOException">The disk would not take it, or somebody else is at it.</exception>
    public static async Task<PartialFile> OpenAsync(FileEntry entry, string target, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        // With its hash in the name: a part of another file is never gone on with.
        var stream = new FileStream(Path.Combine(folder, NameOf(entry, target)), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.Asynchronous);
        var partial = new PartialFile(entry, target, stream);
        try
        {
            if (stream.Length > entry.Bytes) partial.Clear();
            else await partial.HashWhatIsThereAsync(cancellationToken).ConfigureAwait(false);
            return partial;
        }
        catch
        {
            await partial.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Whether a file in a folder is one in the making.</summary>
    public static bool IsOne(string name) => name.Length > 1 && name[0] == '.' && name.EndsWith(Ending, StringComparison.Ordinal);

    /// <summary>Starts from the beginning.</summary>
    public void Clear()
    {
        _stream.SetLength(0);
        _ = _hash.GetHashAndReset();
    }

    public async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        _hash.AppendData(bytes.Span);
    }

    /// <summary>Gives a whole file its name, once it lies on the disk; one that is not what was promised is emptied.</summary>
    /// <returns>Whether it was.</returns>
    public async Task<bool> FinishAsync()
    {
        if (_stream.Length != _entry.Bytes || !Convert.ToHexStringLower(_hash.GetHashAndReset()).Equals(_entry.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            Clear();
            return false;
        }

        _stream.Flush(flushToDisk: true);
        await _stream.DisposeAsync().ConfigureAwait(false);
        File.Move(_stream.Name, _target, overwrite: true);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        await _stream.DisposeAsync().ConfigureAwait(false);
    }

    private static string NameOf(FileEntry entry, string target) => $".{Path.GetFileName(target)}.{entry.Sha256[..HashDigits]}{Ending}";

    private async Task HashWhatIsThereAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        int count;
        while ((count = await _stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0) _hash.AppendData(buffer.AsSpan(0, count));
    }
}
