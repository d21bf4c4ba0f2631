using System.Diagnostics;
using System.Globalization;
using MandelActors.Farm.Rendering;
using MandelActors.Imaging.Png;
using MandelActors.Kernels;
using MandelActors.Testing;

namespace MandelActors.Benchmarks.OpenCl;

/// <summary>
/// <c>opencl-pipeline</c>: frames through one device as a worker sends them: while it computes one, those before are fetched, coloured and encoded.
/// Prints in what share of the time a kernel ran, and what the stages of a frame took.
/// </summary>
internal static class PipelineRun
{
    /// <summary>Frames that may wait behind the device, as a worker has them.</summary>
    private const int Depth = 7;

    private static readonly (string Scene, string[] Assignments)[] Scenes =
    [
        ("seahorse", ["iterations=200"]),
        ("seahorse", ["iterations=200", "image.samples=4"]),
        ("seahorse", ["iterations=200", "colour.map=histogram"]),
        ("zircon-zity", []),
        ("lyapunov-rotation", []),
    ];

    public static void Run(string[] arguments)
    {
        var catalog = new DeviceCatalog();
        var named = Array.IndexOf(arguments, "--device") is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
        var id = named ?? catalog.Devices.Select(device => device.Id).FirstOrDefault(name => name.StartsWith("opencl", StringComparison.Ordinal));
        if (id is null)
        {
            Console.Error.WriteLine("no OpenCL device is here");
            return;
        }

        var frames = Array.IndexOf(arguments, "--frames") is var place and >= 0 && place + 1 < arguments.Length
            ? int.Parse(arguments[place + 1], CultureInfo.InvariantCulture)
            : 24;
        foreach (var (name, assignments) in Scenes)
        {
            var scene = SceneLoader.Load(Path.Combine(RepositoryRoot.Path, "scenes", name + ".json"), assignments);
            var renderer = FrameRenderer.For(scene);
            foreach (var way in Enum.GetValues<PipelineWay>())
            {
                var activity = new DeviceActivity();
                using var device = catalog.Open(id, activity);
                IDevice used = way == PipelineWay.DeviceColours ? device : new FieldsOnlyDevice(device);
                int[] chosen = [.. Enumerable.Range(0, frames).Select(i => i * scene.FrameCount / frames)];
                // Programs are built and paces learnt.
                foreach (var frame in chosen[..2]) Finish(renderer.Compute(frame, used, CancellationToken.None));
                var figure = Measure(renderer, chosen, used, activity, way == PipelineWay.OneAfterAnother ? 0 : Depth);
                Figures.Print(
                    arguments,
                    new { Device = catalog.Devices.Single(info => info.Id == id).Name, Scene = name, Assignments = assignments, Way = way.ToString(), figure.Occupancy, figure.WallMs, figure.KernelMs, figure.TransferMs, figure.DeviceMs, figure.FinishMs, figure.ReadBytes },
                    $"{name + " " + string.Join(' ', assignments),-45} {way,-16} {figure}");
            }
        }
    }

    private static PipelineFigure Measure(FrameRenderer renderer, int[] frames, IDevice device, DeviceActivity activity, int depth)
    {
        var (kernels, transfers, bytes) = (activity.Kernels, activity.Transfers, activity.ReadBytes);
        long deviceTicks = 0, finishTicks = 0;
        using var room = new SemaphoreSlim(Math.Max(1, depth));
        List<Task> finishing = [];
        var started = Stopwatch.GetTimestamp();
        foreach (var frame in frames)
        {
            var begun = Stopwatch.GetTimestamp();
            var computed = renderer.Compute(frame, device, CancellationToken.None);
            deviceTicks += Stopwatch.GetTimestamp() - begun;
            room.Wait();
            var finish = Task.Run(() =>
            {
                var from = Stopwatch.GetTimestamp();
                Finish(computed);
                Interlocked.Add(ref finishTicks, Stopwatch.GetTimestamp() - from);
                room.Release();
            });
            if (depth == 0) finish.Wait();
            finishing.Add(finish);
        }

        Task.WaitAll([.. finishing]);
        var wall = Stopwatch.GetElapsedTime(started);
        double PerFrame(TimeSpan time) => time.TotalMilliseconds / frames.Length;
        double Ticks(long ticks) => PerFrame(Stopwatch.GetElapsedTime(0, ticks));
        return new PipelineFigure(
            (activity.Kernels - kernels) / wall, PerFrame(wall), PerFrame(activity.Kernels - kernels), PerFrame(activity.Transfers - transfers),
            Ticks(deviceTicks), Ticks(finishTicks), (activity.ReadBytes - bytes) / frames.Length);
    }

    private static void Finish(ComputedFrame frame)
    {
        using (frame) frame.Finish(new PngOptions()).WritePart(0, Stream.Null);
    }
}
