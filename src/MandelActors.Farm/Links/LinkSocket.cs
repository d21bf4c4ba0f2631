using System.Net.WebSockets;
using System.Threading.Channels;
using MandelActors.Farm.Settings;
using MandelActors.Protocol.Links;

namespace MandelActors.Farm.Links;

/// <summary>Envelopes over a WebSocket, within bounds: of a message, of what waits to be sent, of what is read in a second, of silence.</summary>
/// <remarks>
/// One caller receives, any number send. Each side counts what it sends: actors trust that messages keep their order and come once, and where something
/// between the two repeats, drops or reorders them the link ends before anybody acts on it.
/// </remarks>
internal sealed class LinkSocket : IAsyncDisposable
{
    /// <summary>For what waits to be sent at the end, and then for the other side's last word.</summary>
    public static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(1);

    private const int FirstBuffer = 1 << 14;

    private static readonly byte[] Heartbeat = LinkCodec.Write(new LinkEnvelope(null, null, LinkProtocol.Heartbeat.Instance));

    private readonly WebSocket _socket;
    private readonly LinkSettings _settings;
    private readonly TimeProvider _time;
    private readonly TokenBucket _rate;
    private readonly Channel<byte[]> _outgoing = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _sending;
    private byte[] _buffer = new byte[FirstBuffer];
    private long _queuedBytes;
    private long _lastHeard;
    private long _received;

    public LinkSocket(WebSocket socket, LinkSettings settings, TimeProvider time)
    {
        _socket = socket;
        _settings = settings;
        _time = time;
        _rate = new TokenBucket(settings.MessagesPerSecond, settings.MessagesPerSecond, time);
        _lastHeard = time.GetTimestamp();
        _sending = SendAsync();
        _ = BeatAsync();
    }

    /// <summary>How long the other side has said nothing.</summary>
    public TimeSpan Silence => _time.GetElapsedTime(Volatile.Read(ref _lastHeard));

    /// <summary>Bytes that wait to be sent.</summary>
    public long QueuedBytes => Volatile.Read(ref _queuedBytes);

    /// <summary>Puts an envelope behind those that wait.</summary>
    /// <returns>False if too much waits already: the other side does not keep up.</returns>
    /// <exception cref="ArgumentException">The message does not go over a link, or is too long for one.</exception>
    public bool TrySend(LinkEnvelope envelope)
    {
        byte[] message = LinkCodec.Write(envelope);
        if (message.Length > _settings.MessageKiB << 10)
            throw new ArgumentException($"a message of {message.Length >> 10} KiB is longer than the {_settings.MessageKiB} KiB that link.messageKiB allows", nameof(envelope));
        return TrySend(message);
    }

    /// <summary>The next envelope that is no heartbeat.</summary>
    /// <exception cref="LinkEndedException">The link ended, or must end; the message says why.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the link is of no use any more.</exception>
    public async Task<LinkEnvelope> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            int length = await ReceiveMessageAsync(cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _lastHeard, _time.GetTimestamp());
            LinkTraffic.CountReceived(length);
            var envelope = Read(length);
            RequireNext(envelope);
            if (_buffer.Length > FirstBuffer << 4) _buffer = new byte[FirstBuffer];
            var wait = _rate.Take();
            if (wait > TimeSpan.Zero) await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
            if (envelope.Message is not LinkProtocol.Heartbeat) return envelope;
        }
    }

    /// <summary>Sends what waits, if the other side takes it, and says that nothing more will come. Does nothing a second time.</summary>
    /// <param name="isInOrder">Whether the process ends the link because it was told to stop; the other side hears it.</param>
    public async Task CloseAsync(bool isInOrder)
    {
        if (!_outgoing.Writer.TryComplete()) return;
        using CancellationTokenSource patience = new(ClosePatience, _time);
        try
        {
            await _sending.WaitAsync(patience.Token).ConfigureAwait(false);
            // Without waiting for an answer: there may be nobody left to give one.
            await _socket.CloseOutputAsync(
                isInOrder ? WebSocketCloseStatus.EndpointUnavailable : WebSocketCloseStatus.NormalClosure, null, patience.Token).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is OperationCanceledException or WebSocketException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            _socket.Abort();
        }
    }

    /// <summary>Ends the link at once, whatever waits: whoever receives hears that the connection broke.</summary>
    public void Abort() => _socket.Abort();

    /// <inheritdoc cref="CloseAsync"/>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync(isInOrder: false).ConfigureAwait(false);
        await _ending.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
    }

    private bool TrySend(byte[] message)
    {
        // One message always fits: a scene may be longer than a small queue.
        if (Interlocked.Add(ref _queuedBytes, message.Length) > (long)_settings.QueueKiB << 10 && QueuedBytes > message.Length)
        {
            Interlocked.Add(ref _queuedBytes, -message.Length);
            return false;
        }

        _outgoing.Writer.TryWrite(message);
        return true;
    }

    private async Task SendAsync()
    {
        long sent = 0;
        await foreach (byte[] message in _outgoing.Reader.ReadAllAsync(_ending.Token).ConfigureAwait(false))
        {
            await _socket.SendAsync(LinkCodec.Numbered(message, ++sent), WebSocketMessageType.Text, endOfMessage: true, _ending.Token).ConfigureAwait(false);
            Interlocked.Add(ref _queuedBytes, -message.Length);
            LinkTraffic.CountSent(message.Length);
        }
    }

    private async Task BeatAsync()
    {
        try
        {
            using PeriodicTimer timer = new(_settings.Heartbeat, _time);
            while (await timer.WaitForNextTickAsync(_ending.Token).ConfigureAwait(false))
                if (QueuedBytes == 0) TrySend(Heartbeat);
        }
        catch (OperationCanceledException)
        {
            // The link has ended.
        }
    }

    private async Task<int> ReceiveMessageAsync(CancellationToken cancellationToken)
    {
        int length = 0;
        while (true)
        {
            if (length == _buffer.Length) Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, (_settings.MessageKiB << 10) + 1));
            var part = await ReceivePartAsync(_buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close) throw Closed();
            if (part.MessageType == WebSocketMessageType.Binary) throw new LinkEndedException("the other side sent bytes where text was expected");
            length += part.Count;
            if (length > _settings.MessageKiB << 10) throw new LinkEndedException($"the other side sent more than {_settings.MessageKiB} KiB in one message");
            if (part.EndOfMessage) return length;
        }
    }

    private async Task<ValueWebSocketReceiveResult> ReceivePartAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using CancellationTokenSource silence = new(_settings.Silence, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            return await _socket.ReceiveAsync(buffer, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new LinkEndedException($"the other side said nothing for {_settings.SilenceSeconds} s");
        }
        // A socket that was aborted says that it was cancelled.
        catch (Exception problem) when (problem is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new LinkEndedException("the connection broke");
        }
    }

    private LinkEndedException Closed() => _socket.CloseStatus == WebSocketCloseStatus.EndpointUnavailable
        ? new LinkEndedException("the other side was stopped") { IsInOrder = true }
        : new LinkEndedException("the other side ended the link");

    private void RequireNext(LinkEnvelope envelope)
    {
        if (envelope.Number is not { } number) return;
        if (number != _received + 1)
            throw new LinkEndedException($"the other side's message {number} came after its message {_received}: something on the way repeats, drops or reorders them");
        _received = number;
    }

    private LinkEnvelope Read(int length)
    {
        try
        {
            return LinkCodec.Read(_buffer.AsMemory(0, length));
        }
        catch (FormatException problem)
        {
            throw new LinkEndedException(problem.Message);
        }
    }
}
