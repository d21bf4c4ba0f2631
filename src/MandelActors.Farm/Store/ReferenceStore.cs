using System.Security.Cryptography;
using System.Text;
using MandelActors.Farm.Settings;
using MandelActors.Kernels;

namespace MandelActors.Farm.Store;

/// <summary>Keeps the references of a job's deep frames in its folder, so that a resumed job need not compute them again. Thread-safe.</summary>
/// <remarks>
/// <c>references/KEY.ref</c>: 8 bytes that say what it is, the SHA-256 of key and content, the content. What does not match is not there:
/// the reference is computed again and the file replaced. Together the files take at most the bytes granted; what was not used for longest goes first.
/// </remarks>
/// <param name="folder">The job's folder; <c>references</c> is made when something is saved.</param>
/// <param name="budgetBytes">What all references together may take.</param>
/// <param name="reserveBytes">What must stay free on the disk.</param>
/// <param name="time">When a file was used.</param>
public sealed class ReferenceStore(JobFolder folder, long budgetBytes, long reserveBytes, TimeProvider time) : IReferenceStore
{
    /// <summary>The store of a job's folder, as the settings of this machine grant it.</summary>
    public static ReferenceStore Of(JobFolder folder, StoreSettings settings) =>
        new(folder, (long)settings.ReferencesMiB << 20, (long)settings.ReserveMiB << 20, TimeProvider.System);

    private const int HeaderLength = 8 + SHA256.HashSizeInBytes;
    private const int BlockLength = 1 << 16;

    /// <summary>Two that save the same key at a time would take each other's file in the making away.</summary>
    private static readonly Lock Saving = new();

    private static ReadOnlySpan<byte> Magic => "mandref1"u8;

    /// <inheritdoc/>
    /// <remarks>The stream is to be read to its end; its length and position are the file's, not the content's.</remarks>
    public Stream? OpenRead(string key)
    {
        string path = folder.Reference(Checked(key));
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BlockLength);
            if (!IsSound(file, key))
            {
                file.Dispose();
                return null;
            }

            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
            return file;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            return null;
        }
    }

    /// <inheritdoc/>
    public void Save(string key, Action<Stream> write)
    {
        string path = folder.Reference(Checked(key));
        try
        {
            long room = Math.Min(budgetBytes - HeaderLength, new FrameStore(folder).FreeBytes - reserveBytes);
            if (room <= 0) return;
            lock (Saving)
            {
                DurableFile.CreateFolder(folder.References);
                DurableFile.Write(path, file => Write(file, key, write, room));
                File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
                Trim(path);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Nothing is kept, and the next run computes it again.
        }
    }

    private static void Write(Stream file, string key, Action<Stream> write, long room)
    {
        // The header is known last and stands first: what breaks off before it was written is not taken for a reference.
        file.Write(new byte[HeaderLength]);
        using var hash = HashOf(key);
        using (ReferenceWriter content = new(file, hash, room)) write(content);
        file.Position = 0;
        file.Write(Magic);
        file.Write(hash.GetHashAndReset());
    }

    /// <summary>Removes what was not used for longest until the rest fits.</summary>
    private void Trim(string justWritten)
    {
        var files = new DirectoryInfo(folder.References).EnumerateFiles().Where(file => JobFolder.IsReference(file.Name)).ToArray();
        long total = files.Sum(file => file.Length);
        foreach (var file in files.Where(file => file.FullName != justWritten).OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal))
        {
            if (total <= budgetBytes) return;
            total -= file.Length;
            file.Delete();
        }
    }

    /// <returns>Whether header and content belong together; the file then stands at its content.</returns>
    private static bool IsSound(FileStream file, string key)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        if (file.Length < HeaderLength) return false;
        file.ReadExactly(header);
        if (!header.StartsWith(Magic)) return false;
        using var hash = HashOf(key);
        byte[] block = new byte[BlockLength];
        for (int read; (read = file.Read(block)) > 0;) hash.AppendData(block, 0, read);
        file.Position = HeaderLength;
        return hash.GetHashAndReset().AsSpan().SequenceEqual(header[Magic.Length..]);
    }

    private static IncrementalHash HashOf(string key)
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(key));
        hash.AppendData([0]);
        return hash;
    }

    private static string Checked(string key) =>
        JobFolder.IsReferenceKey(key) ? key : throw new ArgumentException($"'{key}' is no key: letters, digits, - and _ were expected, at most {IReferenceStore.LongestKey}", nameof(key));
}
