using System.Text.Json.Serialization;
using MandelActors.Protocol.Ids;

namespace MandelActors.Protocol.Jobs;

/// <summary>All that the journalled events of a job amount to: what a replay can start from instead of from the beginning.</summary>
/// <remarks>Leases and the selection of a run are not in it, as they are in no journal.</remarks>
public sealed record JobSnapshot(
    JobId Job,
    JobPhase Phase,
    string Scene,
    string Identity,
    int FrameCount,
    int Incarnation,
    int Disputes,
    string? Reason,
    PauseCause? PausedBy,
    JobProtocol.FilmAssembled? Film,
    IReadOnlyList<string> DeviceKinds,
    IReadOnlyList<JobSnapshot.FramePage> Pages,
    IReadOnlyList<JobSnapshot.FailedFrame> Failures)
{
    /// <summary>What each device did for the job; null where an earlier version did not count it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<JobProtocol.DeviceShare>? Devices { get; init; }

    /// <summary>Frames that no cross-check vouches for, by the device that made them; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<UncheckedFrames>? Unchecked { get; init; }

    /// <summary>The frames of one page that was ever touched.</summary>
    /// <param name="Index">Which page, counted from 0.</param>
    /// <param name="Statuses">One <see cref="FrameStatus"/> a frame.</param>
    /// <param name="Kinds">One index into the device kinds a frame.</param>
    /// <param name="Hashes">32 bytes a frame.</param>
    /// <param name="Bytes">Sizes of the files, in bytes; 0 where there never was one.</param>
    public sealed record FramePage(int Index, byte[] Statuses, byte[] Kinds, byte[] Hashes, long[] Bytes, int[] Milliseconds)
    {
        /// <summary>A page on which nothing has happened yet.</summary>
        /// <param name="size">Frames.</param>
        internal static FramePage Untouched(int index, int size) =>
            new(index, new byte[size], new byte[size], new byte[size * Sha256Hash.Size], new long[size], new int[size]);

        internal FramePage Copy() => new(Index, [.. Statuses], [.. Kinds], [.. Hashes], [.. Bytes], [.. Milliseconds]);
    }

    /// <param name="Frames">Their numbers.</param>
    /// <param name="Attempts">What made each of them.</param>
    public sealed record UncheckedFrames(DeviceId Device, IReadOnlyList<int> Frames, IReadOnlyList<Attempt> Attempts);

    public sealed record FailedFrame(FrameNumber Frame, int Count, IReadOnlyList<DeviceId> Devices, string Reason);
}
