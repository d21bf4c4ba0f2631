using System.CommandLine;
using MandelActors.Console.Rendering;
using MandelActors.Console.Verbs;

namespace MandelActors.Console.Shell;

/// <summary>Every verb of the program, in the order its help lists them.</summary>
internal static class VerbList
{
    public static IReadOnlyList<Command> Create() =>
        [RenderVerb.Create(RenderRun.RunAsync), FrameVerb.Create(), LyapunovVerb.Create(), StackVerb.Create(), DevicesVerb.Create(), BenchVerb.Create(), DoctorVerb.Create()];
}
