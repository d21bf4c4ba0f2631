using MandelActors.Benchmarks.Actors;
using MandelActors.Benchmarks.Deep;
using MandelActors.Benchmarks.Farm;
using MandelActors.Benchmarks.Imaging;
using MandelActors.Benchmarks.Kernels;
using MandelActors.Benchmarks.Numerics;
using MandelActors.Benchmarks.OpenCl;

// One entry per benchmark: its name, what it measures, how it runs. Predictions and figures are in README.md.
(string Name, string Measures, Func<string[], Task> Run)[] benchmarks =
[
    ("kernel", "iterations per second and core, for every vector width [--json]", Immediately(KernelRun.Run)),
    ("stack", "the dask stack's workload: 40 levels of 512² with 256 iterations [--json]", Immediately(StackRun.Run)),
    ("stack-levels", "values of a stack of 120,000 levels: the notebook's cell, and whole levels spread over all [--json]", Immediately(StackLevelsRun.Run)),
    ("film", "the kernel's share of the seahorse film: every 10th of 300 frames [--json]", Immediately(FilmRun.Run)),
    ("lyapunov", "Zircon Zity and a film of ACDBCD, computed and coloured [--json]", Immediately(LyapunovRun.Run)),
    ("deep", "whole runs of mandel frame at five depths: processor time by phase, memory, truth [--program FILE] [--json]", DeepRun.RunAsync),
    ("bignum", "one step z² + c at 200 to 33,300 bits, and the same by other means [--json]", Immediately(BigNumberRun.Run)),
    ("png", "writing and verifying pictures", Immediately(_ => PngBenchmark.Run())),
    ("zarr", "encoding and decoding chunks of counts, by compressor [--json]", Immediately(ZarrBenchmark.Run)),
    ("farm", "frames per second through the whole durable path, and what the disk alone allows", _ => FarmBenchmark.RunAsync()),
    ("cross-check", "how often a sound device is called wrong, and what a cross-check costs [--json]", Immediately(CrossCheckRun.Run)),
    ("opencl-pipeline", "frames through an OpenCL device as a worker sends them: how long kernels run, what overlaps [--device ID] [--frames N] [--json]", Immediately(PipelineRun.Run)),
    ("actors", "messages, asks and journal writes per second", _ => ActorBenchmark.Run()),
];

var chosen = benchmarks.Where(benchmark => args.Length > 0 && benchmark.Name == args[0]).ToArray();
if (chosen.Length == 1)
{
    await chosen[0].Run(args[1..]);
    return 0;
}

Console.Error.WriteLine("usage: dotnet run -c Release --project tests/Benchmarks -- NAME [--json]");
foreach (var (name, measures, _) in benchmarks) Console.Error.WriteLine($"  {name,-15} {measures}");
return 2;

static Func<string[], Task> Immediately(Action<string[]> run) => arguments =>
{
    run(arguments);
    return Task.CompletedTask;
};
