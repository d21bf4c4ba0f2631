using System.Security.Cryptography;
using MandelActors.Farm.Faults;

namespace MandelActors.Farm.Store;

/// <summary>Passes bytes on to a file and hashes them on the way; hash and file stay their owner's.</summary>
internal sealed class HashingStream(Stream target, IncrementalHash hash) : WriteOnlyStream(target)
{
    private readonly Stream _target = target;
    private bool _halved;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        hash.AppendData(buffer);
        Written += buffer.Length;
        if (Failpoint.IsArmed(Failpoint.FrameHalfWritten) && !_halved && buffer.Length > 64)
        {
            _halved = true;
            _target.Write(buffer[..(buffer.Length / 2)]);
            _target.Flush();
            Failpoint.Hit(Failpoint.FrameHalfWritten);
            buffer = buffer[(buffer.Length / 2)..];
        }

        _target.Write(buffer);
    }
}
