using MandelActors.Protocol.Api;

namespace MandelActors.Client.Tests;

/// <summary>Jobs as a seed describes them.</summary>
internal static class Jobs
{
    public static JobView Running(string id = "0123456789abcdef", int done = 12) => new(id, "seahorse", "mandelbrot-zoom", "running", "rendering", 30, 30, done);

    public static JobView Completed(string id = "0123456789abcdef") => Running(id, 30) with { State = "completed", Stage = "finished" };
}
