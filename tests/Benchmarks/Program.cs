using MandelActors.Benchmarks.Actors;
using MandelActors.Benchmarks.Imaging;

switch (args.FirstOrDefault())
{
    case "png":
        PngBenchmark.Run();
        return 0;
    case "actors":
        await ActorBenchmark.Run();
        return 0;
    default:
        Console.Error.WriteLine("which benchmark? png, actors");
        return 2;
}
