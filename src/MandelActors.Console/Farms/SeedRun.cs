using MandelActors.Console.Observing;
using MandelActors.Console.Output;
using MandelActors.Explorer.Stacks;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Seeds;

namespace MandelActors.Console.Farms;

/// <summary><c>mandel seed</c>: runs a seed until it is interrupted, and says where it listens and whether it leads.</summary>
internal static class SeedRun
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);

    /// <exception cref="OperationCanceledException">The token was cancelled: there is no other good end.</exception>
    public static async Task<int> RunAsync(SeedOptions options, bool asJson, CancellationToken cancellationToken)
    {
        using var export = OtlpExport.Start(options.Settings.Telemetry, "mandel-seed", options.Name ?? Environment.MachineName);
        NodeDevices devices = new(options.Settings);
        FarmStacks stacks = new(() => devices.Open(devices.Offered[0]), (long)options.Settings.Seed.StackMiB << 20);
        await using var end = stacks.ConfigureAwait(false);
        var seed = await SeedHost.StartAsync(options with { LogForPeople = !asJson, MapMore = stacks.Map }, cancellationToken).ConfigureAwait(false);
        await using (seed.ConfigureAwait(false))
        {
            var leads = seed.Leads;
            Say(asJson, "listening", seed, options.Store);
            while (!seed.Completion.IsCompleted)
            {
                await Task.WhenAny(seed.Completion, Task.Delay(LookInterval, cancellationToken)).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                if (seed.Leads == leads) continue;
                leads = seed.Leads;
                Say(asJson, leads ? "leading" : "standing-by", seed, options.Store);
            }

            await seed.Completion.ConfigureAwait(false);
        }

        return Shell.ExitCode.Failed;
    }

    private static void Say(bool asJson, string what, SeedHost seed, string store)
    {
        var address = seed.Address.GetLeftPart(UriPartial.Authority);
        if (asJson)
        {
            JsonLine.Write(System.Console.Out, json =>
            {
                json.WriteString("event", what);
                json.WriteString("url", address);
                json.WriteString("store", store);
                json.WriteBoolean("leads", seed.Leads);
            });
            return;
        }

        var role = seed.Leads ? "leads the farm" : "stands by while another seed leads";
        System.Console.Out.WriteLine(what == "listening" ? $"{address} answers and {role}; jobs lie in {store}; Ctrl-C ends it" : $"{address} {role}");
        System.Console.Out.Flush();
    }
}
