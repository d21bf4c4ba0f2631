using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MandelActors.Imaging.Film;
using MandelActors.Kernels;
using Microsoft.Data.Sqlite;

namespace MandelActors.Console.Doctor;

/// <summary>Looks at everything that rendering a film needs on this machine.</summary>
public static class Checkup
{
    private const long LeastFreeBytes = 1L << 30;

    /// <param name="folder">Where frames would be written.</param>
    /// <param name="ffmpegPath">The encoder's path, empty to search for it.</param>
    /// <param name="cancellationToken">Ends the wait for other programs.</param>
    public static async Task<IReadOnlyList<Finding>> RunAsync(string folder, string ffmpegPath, CancellationToken cancellationToken) =>
    [
        Runtime(),
        Processor(),
        OpenCl(),
        Memory(),
        Writing(folder),
        FreeSpace(folder),
        Journal(),
        await FfmpegAsync(ffmpegPath, cancellationToken).ConfigureAwait(false),
    ];

    private static Finding Runtime() =>
        new("runtime", FindingState.Good, $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription} ({RuntimeInformation.RuntimeIdentifier})");

    private static Finding Processor()
    {
        int? width = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : null;
        var vectors = width is { } bits ? $"vectors of {bits} bits" : "no vectors: frames take several times as long";
        return new Finding("processor", FindingState.Good, $"{RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores, {vectors}");
    }

    private static Finding OpenCl()
    {
        var devices = new DeviceCatalog().Devices.Where(device => device.Id.StartsWith("opencl:", StringComparison.Ordinal)).ToArray();
        if (devices.Length > 0) return new Finding("opencl", FindingState.Good, string.Join("; ", devices.Select(device => $"{device.Id} is {device.Name}, {device.Driver}")));
        return new Finding(
            "opencl", FindingState.Missing, "no device: frames are computed by the processor alone",
            "install your GPU's driver and the loader (apt-get install ocl-icd-libopencl1; on Windows and macOS it comes with the driver)");
    }

    private static Finding Memory() =>
        new("memory", FindingState.Good, $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20} MiB");

    private static Finding Writing(string folder)
    {
        var probe = Path.Combine(folder, $".mandel-doctor.{Environment.ProcessId}.tmp");
        try
        {
            var started = Stopwatch.GetTimestamp();
            using (var stream = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
                stream.Write(new byte[4096]);
                stream.Flush(flushToDisk: true);
            }

            var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            return new Finding("disk", FindingState.Good, string.Create(CultureInfo.InvariantCulture, $"{folder} takes files; flushing one takes {elapsed:f1} ms"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Finding("disk", FindingState.Broken, $"{folder} takes no files: {e.Message}", "change to a folder you may write to, or name one with render -o DIR");
        }
    }

    private static Finding FreeSpace(string folder)
    {
        try
        {
            var free = new DriveInfo(folder).AvailableFreeSpace;
            return free >= LeastFreeBytes
                ? new Finding("space", FindingState.Good, $"{free >> 30} GiB free")
                : new Finding("space", FindingState.Missing, $"{free >> 20} MiB free; a film of 300 frames at 1280×720 takes some 500 MiB", "name a folder on a larger disk with render -o DIR");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new Finding("space", FindingState.Missing, $"unknown: {e.Message}", "look with df -h .");
        }
    }

    private static Finding Journal()
    {
        try
        {
            SQLitePCL.Batteries_V2.Init();
            using var connection = new SqliteConnection("Data Source=:memory:");
            connection.Open();
            return new Finding("journal", FindingState.Good, $"SQLite {connection.ServerVersion}, built in");
        }
        catch (Exception e) when (e is SqliteException or DllNotFoundException or TypeInitializationException)
        {
            return new Finding("journal", FindingState.Broken, $"SQLite does not load: {e.Message}", "publish the program for this machine: dotnet publish -r linux-x64 (or the platform you are on)");
        }
    }

    private static async Task<Finding> FfmpegAsync(string path, CancellationToken cancellationToken)
    {
        const string Fallback = "films become animated PNGs (film.apng)";
        try
        {
            var ffmpeg = await Ffmpeg.FindAsync(path, cancellationToken).ConfigureAwait(false);
            if (ffmpeg is null) return new Finding("ffmpeg", FindingState.Missing, $"not in PATH: {Fallback}", Ffmpeg.InstallCommand);
            return ffmpeg.CanEncode(FilmCodec.H264)
                ? new Finding("ffmpeg", FindingState.Good, $"{ffmpeg.Version} with libx264: films become mp4")
                : new Finding("ffmpeg", FindingState.Missing, $"{ffmpeg.Version} without libx264: {Fallback}", Ffmpeg.InstallCommand);
        }
        catch (FilmException e)
        {
            return new Finding("ffmpeg", FindingState.Missing, $"{e.Message}: {Fallback}", Ffmpeg.InstallCommand);
        }
    }
}
