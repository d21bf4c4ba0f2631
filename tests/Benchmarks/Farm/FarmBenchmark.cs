using System.Diagnostics;
using System.Text;
using MandelActors.Actors.Persistence;
using MandelActors.Actors.Persistence.Sql;
using MandelActors.Farm.Hosting;
using MandelActors.Farm.Local;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Settings;
using MandelActors.Farm.Store;
using MandelActors.Kernels;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Benchmarks.Farm;

/// <summary><c>farm</c>: 40,000 frames of 16×16 through the whole durable path, by one device and by a thousand, and what the disk alone would need for that.</summary>
internal static class FarmBenchmark
{
    private const int Frames = 40_000;

    /// <summary>Each with a worker of its own that asks for as much as it can hold; what they all hold at once is a fifth of the job.</summary>
    private const int ManyDevices = 1000;

    private const int Probes = 1000;
    private static readonly int Batch = SettingsLoader.Reference.Farm.PipelineDepth;

    private const string Scene =
        """
        {
          "kind": "mandelbrot-zoom", "image": { "width": 16, "height": 16 }, "film": { "fps": 100, "seconds": 400 }, "iterations": 256,
          "path": { "keys": [
            { "at": 0, "re": "-0.75", "im": "0", "radius": "1.25" },
            { "at": 1, "re": "-0.743643887037151", "im": "0.13182590420533", "radius": "1e-6" } ] }
        }
        """;

    public static async Task RunAsync()
    {
        string home = Directory.CreateTempSubdirectory("mandel-bench-").FullName;
        try
        {
            await PredictAsync(home).ConfigureAwait(false);
            await RenderAsync(Path.Combine(home, "one"), [new CpuDevice()], SettingsLoader.Reference).ConfigureAwait(false);
            // What these devices answer is no picture.
            var lenient = SettingsLoader.Load(null, ["farm.crossCheckEvery=0"]);
            await RenderAsync(Path.Combine(home, "many"), [.. Enumerable.Range(0, ManyDevices).Select(number => new IdleDevice($"idle:{number}"))], lenient).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    /// <summary>
    /// A batch of as many frames as a worker holds costs one wait for their files' flushes, which overlap, one flush of the directory and one
    /// transaction.
    /// </summary>
    private static async Task PredictAsync(string home)
    {
        FrameStore store = new(new JobFolder(Path.Combine(home, "probe")));
        DurableFile.CreateFolder(store.Folder.Frames);
        byte[] content = new byte[700];
        double write = Each(number => store.Write(new FrameNumber(number), Attempt.Of(1, 1), new OneFile(stream => stream.Write(content))));
        double rename = Each(number => store.Commit([(new FrameNumber(number), Attempt.Of(1, 1))]));
        using var journal = SqliteJournal.Open(store.Folder.Journal, new JobSerializer());
        long start = Stopwatch.GetTimestamp();
        for (int batch = 0; batch < Probes / Batch; batch++)
        {
            await journal.AppendAsync([.. Enumerable.Range((batch * Batch) + 1, Batch).Select(number => Entry(number))]).ConfigureAwait(false);
        }

        double append = Stopwatch.GetElapsedTime(start).TotalSeconds / (Probes / Batch);
        double each = (write + rename + append) / Batch;
        Console.WriteLine($"write, flush and hash a file   {1e6 * write,8:f0} µs");
        Console.WriteLine($"rename and flush the directory {1e6 * rename,8:f0} µs");
        Console.WriteLine($"journal {Batch} events               {1e6 * append,8:f0} µs");
        Console.WriteLine($"so, with {Batch} files flushed at once and committed together, the disk allows {1 / each:f0} frames/s");
    }

    private static async Task RenderAsync(string folder, IReadOnlyList<IDevice> devices, NodeSettings settings)
    {
        var scene = SceneLoader.Check(DocumentReader.Read(Encoding.UTF8.GetBytes(Scene), "benchmark"));
        LocalOrder order = new(scene, "benchmark", folder, FrameRange.All.Within(Frames), Film: false, Restart: false, devices, settings);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        RenderReport.Finished? finished = null;
        await foreach (var report in new LocalRender(order).RunAsync().ConfigureAwait(false))
        {
            finished = report as RenderReport.Finished;
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (finished is not { Succeeded: true, Rendered: Frames }) throw new InvalidOperationException($"the benchmark's job failed: {finished?.Problem}");
        double processor = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds;
        long memory = Process.GetCurrentProcess().PeakWorkingSet64;
        Console.WriteLine(
            $"{devices.Count} devices rendered {Frames} frames in {seconds:f2} s: {Frames / seconds:f0} frames/s, {processor / Frames:f2} ms of processor a frame, peak memory {memory >> 20} MiB");
        foreach (var device in devices) device.Dispose();
    }

    private static double Each(Action<int> work)
    {
        long start = Stopwatch.GetTimestamp();
        for (int number = 0; number < Probes; number++) work(number);
        return Stopwatch.GetElapsedTime(start).TotalSeconds / Probes;
    }

    private static JournalEntry Entry(long number)
    {
        JobProtocol.FrameCompleted completed = new(
            new FrameNumber((int)number), Attempt.Of(1, number), Sha256Hash.Of("frame"u8), 700, new DeviceId("cpu"), "cpu", 1, DateTimeOffset.UnixEpoch);
        var (manifest, payload) = new JobSerializer().Serialize(completed);
        return new JournalEntry("probe", number, manifest, payload, DateTimeOffset.UnixEpoch);
    }
}
