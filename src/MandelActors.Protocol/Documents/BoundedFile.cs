namespace MandelActors.Protocol.Documents;

/// <summary>Reads the files that users hand in, which may be anything.</summary>
internal static class BoundedFile
{
    /// <summary>The bytes of a file, but not more than one beyond <see cref="DocumentReader.LargestFile"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it should be, for errors: <c>JSON file</c>.</param>
    /// <exception cref="BadInputException">It is not there, is a folder, or cannot be read.</exception>
    public static ReadOnlySpan<byte> Read(string path, string what)
    {
        if (Directory.Exists(path)) throw new BadInputException(path, "", $"expected a {what}, found a folder");
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var buffer = new MemoryStream();
            var chunk = new byte[64 << 10];
            int read;
            // The length of a pipe or a device is not known beforehand, so the bound is on what arrives.
            while (buffer.Length <= DocumentReader.LargestFile && (read = stream.Read(chunk)) > 0) buffer.Write(chunk, 0, read);
            return buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadInputException(path, "", $"expected a {what}, found nothing there");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new BadInputException(path, "", $"expected a readable {what}: {e.Message}");
        }
    }
}
