using System.Buffers;
using MandelActors.Farm.Coordination;
using MandelActors.Farm.Faults;
using MandelActors.Farm.Store;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Transport;

/// <content>From the body to the disk, and the look at what arrived.</content>
public sealed partial class FrameReceiver
{
    private const int BlockLength = 1 << 16;

    /// <summary>Decoding takes memory and a core: no more at a time than there are cores.</summary>
    private readonly SemaphoreSlim _verifying = new(Environment.ProcessorCount);

    private async Task<UploadAnswer> WriteAsync(
        PartUpload upload, IncomingFrame frame, FramePartName name, long length, Sha256Hash sha256, Stream body, CancellationToken stop)
    {
        try
        {
            using (var file = upload.Open())
            {
                if (await CopyAsync(upload, file, length, body, stop).ConfigureAwait(false) is { } broken) return broken;
                await Task.Run(() => file.Flush(flushToDisk: true), stop).ConfigureAwait(false);
            }

            string? damage = upload.HashSoFar() == sha256
                ? await VerifyAsync(upload, frame, name.Part, stop).ConfigureAwait(false)
                : "its bytes are not those that were announced";
            if (damage is not null)
            {
                upload.Reset();
                return new UploadAnswer.Refused(damage);
            }

            upload.Finish(sha256);
            return new UploadAnswer.Taken(length);
        }
        catch (IOException problem) when (DiskFull.Is(problem))
        {
            upload.Reset();
            // The pause first: frames that are held would only come again.
            coordinator()?.Tell(new FarmProtocol.ToJob(name.Job, new PauseJob(PauseCause.OutOfSpace, problem.Message)), ActorRefs.NoSender);
            return new UploadAnswer.NoRoom(problem.Message);
        }
    }

    /// <returns>What is wrong; null if all of it is there.</returns>
    private async Task<UploadAnswer?> CopyAsync(PartUpload upload, FileStream file, long length, Stream body, CancellationToken stop)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockLength);
        long began = time.GetTimestamp(), before = upload.Length;
        try
        {
            while (true)
            {
                int read = await ReadAsync(body, block, stop).ConfigureAwait(false);
                if (read == 0) return upload.Length == length ? null : new UploadAnswer.Broken($"{upload.Length} of {length} bytes came");
                if (upload.Length + read > length)
                {
                    upload.Reset();
                    return new UploadAnswer.Refused($"more than the {length} bytes came that were announced");
                }

                bool half = upload.Length < length / 2 && upload.Length + read >= length / 2;
                upload.Append(file, block.AsSpan(0, read));
                Transfers.Add(read);
                if (half) Failpoint.Hit(Failpoint.UploadHalfReceived);
                var elapsed = time.GetElapsedTime(began);
                if (elapsed > settings.Grace && upload.Length - before < elapsed.TotalSeconds * settings.SlowestKiBPerSecond * 1024)
                    return new UploadAnswer.Broken($"less than {settings.SlowestKiBPerSecond} KiB/s came");
            }
        }
        catch (OperationCanceledException)
        {
            return new UploadAnswer.Broken("the sender went away, came again, or stood still");
        }
        catch (IOException problem) when (!DiskFull.Is(problem) && problem is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return new UploadAnswer.Broken(problem.Message);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private async Task<int> ReadAsync(Stream body, byte[] block, CancellationToken stop)
    {
        using CancellationTokenSource patience = new(settings.Grace, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        return await body.ReadAsync(block.AsMemory(0, BlockLength), either.Token).ConfigureAwait(false);
    }

    /// <returns>What is wrong, in a few words; null if nothing is.</returns>
    private async Task<string?> VerifyAsync(PartUpload upload, IncomingFrame frame, int part, CancellationToken stop)
    {
        await _verifying.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            byte[] content = await File.ReadAllBytesAsync(upload.Path, stop).ConfigureAwait(false);
            // What the disk gives back is what counts, not what came over the network.
            if (Sha256Hash.Of(content) != upload.HashSoFar()) return "the disk gave back other bytes than it was given";
            await Task.Run(() => frame.Store.Files.Decode(frame.Frame, part, content), stop).ConfigureAwait(false);
            return null;
        }
        catch (InvalidDataException problem)
        {
            return $"it does not decode: {problem.Message}";
        }
        finally
        {
            _verifying.Release();
        }
    }
}
