using System.Net;

namespace MandelActors.Farm.Transport;

/// <summary>A stretch of a file as the body of a request, read while it is sent.</summary>
internal sealed class PartContent(string path, long offset, long length) : HttpContent
{
    private const int BlockLength = 1 << 16;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.Asynchronous);
        await using var _ = file.ConfigureAwait(false);
        file.Position = offset;
        byte[] block = new byte[(int)Math.Min(BlockLength, length)];
        for (long left = length; left > 0;)
        {
            int read = await file.ReadAsync(block.AsMemory(0, (int)Math.Min(left, block.Length)), cancellationToken).ConfigureAwait(false);
            if (read == 0) throw new EndOfStreamException($"'{path}' is shorter than it was");
            await stream.WriteAsync(block.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            left -= read;
        }
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }
}
