using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace MandelActors.Actors.Cells;

/// <summary>
/// The user messages of one mailbox: many writers, one reader (whoever runs the cell). Only the reader may push to the front.
/// The bound counts what peers sent; the kernel's own notices and the actor's timers always fit, so that no <see cref="Terminated"/> is lost.
/// </summary>
internal sealed class MessageQueue(int capacity)
{
    public const int Unbounded = int.MaxValue;

    // Not SingleReader: at the end of a turn the count is read while the next turn may already be reading messages.
    private readonly Channel<Entry> _channel = Channel.CreateUnbounded<Entry>();
    private readonly Stack<Envelope> _front = new();
    private int _fromPeers;

    private readonly record struct Entry(Envelope Envelope, bool Counted);

    /// <summary>Any thread.</summary>
    public bool HasMessages => _front.Count > 0 || _channel.Reader.Count > 0;

    /// <returns>False when the mailbox is full.</returns>
    public bool TryEnqueue(Envelope envelope)
    {
        bool counted = capacity != Unbounded;
        if (counted && Interlocked.Increment(ref _fromPeers) > capacity)
        {
            Interlocked.Decrement(ref _fromPeers);
            return false;
        }

        return _channel.Writer.TryWrite(new Entry(envelope, counted));
    }

    /// <summary>Adds what the bound does not apply to.</summary>
    public void Enqueue(Envelope envelope) => _channel.Writer.TryWrite(new Entry(envelope, Counted: false));

    /// <summary>Puts messages before all others, keeping their order.</summary>
    public void Prepend(IReadOnlyList<Envelope> envelopes)
    {
        for (int i = envelopes.Count - 1; i >= 0; i--)
            _front.Push(envelopes[i]);
    }

    public bool TryDequeue([MaybeNullWhen(false)] out Envelope envelope)
    {
        if (_front.TryPop(out envelope))
            return true;
        if (!_channel.Reader.TryRead(out var entry))
            return false;
        if (entry.Counted)
            Interlocked.Decrement(ref _fromPeers);
        envelope = entry.Envelope;
        return true;
    }
}
