using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Nodes;

/// <summary>The numbers workers and their node run by.</summary>
/// <param name="PipelineDepth">Most frames a worker holds at once: one is computed while the others are coloured, encoded and written.</param>
/// <param name="PipelineBytes">Memory the frames of one worker may take, in bytes; two frames are held even if they take more.</param>
/// <param name="AskAgain">After this long without an answer, or with nothing to do, a worker asks again.</param>
/// <param name="FirstPause">Before a crashed worker is started again; doubles from crash to crash.</param>
/// <param name="LongestPause">Between two starts.</param>
/// <param name="CrashLimit">Crashes in a row after which a device is given up.</param>
/// <param name="PngThreads">Most threads that encode one frame, −1 for all cores.</param>
public sealed record WorkerSettings(
    int PipelineDepth, long PipelineBytes, TimeSpan AskAgain, TimeSpan FirstPause, TimeSpan LongestPause, int CrashLimit, int PngThreads)
{
    public static WorkerSettings Default { get; } = new(
        PipelineDepth: 8,
        PipelineBytes: 128L << 20,
        AskAgain: TimeSpan.FromSeconds(5),
        FirstPause: TimeSpan.FromMilliseconds(50),
        LongestPause: TimeSpan.FromSeconds(2),
        CrashLimit: 12,
        PngThreads: -1);

    /// <summary>One frame in so many is compared with the scalar truth, and the first of every worker; 0 for none.</summary>
    public int CrossCheckEvery { get; init; } = 200;

    /// <summary>A device that was told to stop, because its frame takes longer than it may, and goes on for so long is given up.</summary>
    public TimeSpan HangsAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Frames that have waited for so long while another job has the device are given back, long before their job takes them for stuck.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Frames a worker of a scene holds at once: as many as the memory takes.</summary>
    public int DepthFor(SceneImage image)
    {
        // One field of doubles, one of colours, and the encoded file.
        long bytesPerFrame = (long)image.Width * image.Height * (sizeof(double) + (2 * 3 * (image.BitDepth / 8)));
        return (int)Math.Clamp(PipelineBytes / bytesPerFrame, Math.Min(2, PipelineDepth), PipelineDepth);
    }
}
