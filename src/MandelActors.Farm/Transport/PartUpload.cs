using System.Security.Cryptography;
using MandelActors.Farm.Faults;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Transport;

/// <summary>A part that is being handed in: the file it goes into, how much of it is there, and the hash so far. Written by one caller at a time.</summary>
/// <remarks>The state lives in memory: whoever starts this process again makes every attempt void, and with it what was handed in of it.</remarks>
/// <param name="path">The attempt's name for it.</param>
internal sealed class PartUpload(string path) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _gate = new();
    private IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private CancellationTokenSource? _writer;

    public string Path => path;

    /// <summary>Bytes that are here.</summary>
    public long Length { get; private set; }

    /// <summary>The hash of the part, once it is complete and verified.</summary>
    public Sha256Hash? Finished { get; private set; }

    /// <summary>Takes the turn: whoever writes now is cut off, as a sender comes again only when its connection broke.</summary>
    /// <returns>Gives the turn back when disposed of; its token ends the turn for the next.</returns>
    public async Task<Turn> TakeTurnAsync(CancellationToken cancellationToken)
    {
        lock (_gate) _writer?.Cancel();
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate) _writer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        return new Turn(this, _writer.Token);
    }

    /// <summary>Begins anew.</summary>
    public void Reset()
    {
        Length = 0;
        Finished = null;
        _hash.Dispose();
        _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        File.Delete(path);
    }

    /// <summary>Opens the file at the end of what is there.</summary>
    public FileStream Open()
    {
        FileStream file = new(path, Length == 0 ? FileMode.Create : FileMode.Open, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
        // After a cut there may be more in the file than was counted.
        file.SetLength(Length);
        file.Position = Length;
        return file;
    }

    public void Append(FileStream file, ReadOnlySpan<byte> bytes)
    {
        file.Write(bytes);
        _hash.AppendData(bytes);
        Length += bytes.Length;
    }

    /// <summary>The hash of what is there.</summary>
    public Sha256Hash HashSoFar() => Sha256Hash.FromBytes(_hash.GetCurrentHash());

    /// <summary>The part is complete and sound.</summary>
    public void Finish(Sha256Hash hash)
    {
        Finished = hash;
        Failpoint.Hit(Failpoint.UploadReceived);
    }

    public void Dispose()
    {
        lock (_gate) _writer?.Cancel();
        _hash.Dispose();
    }

    private void GiveBack()
    {
        lock (_gate)
        {
            _writer?.Dispose();
            _writer = null;
        }

        _turn.Release();
    }

    /// <summary>The right to write.</summary>
    internal readonly struct Turn(PartUpload part, CancellationToken token) : IDisposable
    {
        /// <summary>Cancelled when another sender comes.</summary>
        public CancellationToken Token => token;

        public void Dispose() => part.GiveBack();
    }
}
