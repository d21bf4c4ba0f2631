using System.CommandLine;
using MandelActors.Console.Rendering;
using MandelActors.Console.Verbs;

namespace MandelActors.Console.Shell;

/// <summary>Every verb of the program, in the order its help lists them: what one machine does, what a farm does, what the machine is.</summary>
internal static class VerbList
{
    public static IReadOnlyList<Command> Create() =>
    [
        RenderVerb.Create(RenderRun.RunAsync), FrameVerb.Create(), LyapunovVerb.Create(), StackVerb.Create(),
        SeedVerb.Create(), GpuVerb.Create(), SubmitVerb.Create(), JobsVerb.Create(), JobVerbs.Status(), JobVerbs.Watch(), JobVerbs.Pause(), JobVerbs.Resume(), JobVerbs.Cancel(), JobVerbs.Retry(), JobVerbs.Heal(),
        JobVerbs.Prioritise(), FetchVerb.Create(), JobVerbs.Remove(), NodesVerb.Create(), LogsVerb.Create(),
        DevicesVerb.Create(), BenchVerb.Create(), DoctorVerb.Create(),
    ];
}
