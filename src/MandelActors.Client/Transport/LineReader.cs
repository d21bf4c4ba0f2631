using System.Buffers;
using System.IO.Pipelines;

namespace MandelActors.Client.Transport;

/// <summary>Takes a stream apart at its line ends.</summary>
internal sealed class LineReader(Stream stream, int longest) : IDisposable
{
    private readonly PipeReader _pipe = PipeReader.Create(stream);

    /// <returns>The next line without its end; null after the last. What follows the last line end was broken off, and is dropped.</returns>
    /// <exception cref="FarmException">A line is longer than anything a seed says.</exception>
    /// <exception cref="IOException">The connection broke off.</exception>
    public async Task<byte[]?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await _pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = result.Buffer.Slice(0, end).ToArray();
                _pipe.AdvanceTo(result.Buffer.GetPosition(1, end));
                return line;
            }

            if (result.Buffer.Length > longest) throw new FarmException($"a line goes on after {longest} bytes, which is more than a seed says at once");
            _pipe.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted) return null;
        }
    }

    public void Dispose() => _pipe.Complete();
}
