using MandelActors.Benchmarks.Imaging;

switch (args.FirstOrDefault())
{
    case "png":
        PngBenchmark.Run();
        return 0;
    default:
        Console.Error.WriteLine("which benchmark? png");
        return 2;
}
