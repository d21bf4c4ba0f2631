using System.CommandLine;
using MandelActors.Console.Farms;
using MandelActors.Console.Shell;
using MandelActors.Farm.Settings;

namespace MandelActors.Console.Verbs;

/// <summary><c>mandel gpu</c>: starts a node that works for a farm.</summary>
internal static class GpuVerb
{
    public static Command Create()
    {
        var seed = FarmOptions.SeedOption();
        var tokenFile = FarmOptions.TokenFileOption();
        var devices = new Option<string?>("--devices") { HelpName = "LIST", Description = "devices to offer: as 'mandel devices' lists them, separated by commas; gpu stands for every GPU, * for any characters; default all" };
        var name = new Option<string>("--name") { HelpName = "N", Description = "the node's name, unique in the farm; default the machine's", DefaultValueFactory = _ => GpuOrder.UsualName };
        var tags = new Option<string[]>("--tag") { HelpName = "T", Description = "what jobs may ask for with --require-tag; may be repeated", DefaultValueFactory = _ => [] };
        var spool = new Option<string?>("--spool") { HelpName = "DIR", Description = "keeps finished frames until the seed has them; default in the user's caches, by the node's name" };
        var shared = new Option<string?>("--shared") { HelpName = "DIR", Description = "the seed's --store, where this machine sees it too: frames are written there and do not travel" };
        var config = SharedOptions.Config();
        var configFile = SharedOptions.ConfigFile();
        var json = SharedOptions.Json();
        var verb = new Verb(
            "gpu",
            "Offer this machine's devices to a farm. The node dials out, so nobody need reach this machine; it finds the seed again whenever the link is lost. Its log goes to standard error.",
            ("mandel gpu --seed https://host:7414 --token-file token", "all devices of this machine"),
            ("mandel gpu --seed https://one:7414,https://two:7414 --token-file token --tag fast", "whichever seed leads; for jobs that ask for the tag, and all others"),
            ("mandel gpu --seed http://host:7414 --token-file token --shared /mnt/farm", "the seed's store is a disk that this machine has too"))
        {
            seed, tokenFile, devices, name, tags, spool, shared, config, configFile, json,
        };
        verb.SetAction((parsed, cancellation) =>
        {
            var settings = SettingsLoader.Load(parsed.GetValue(configFile), parsed.GetRequiredValue(config));
            var order = new GpuOrder(FarmOptions.Seeds(parsed.GetValue(seed)), parsed.GetRequiredValue(name), settings)
            {
                Token = FarmOptions.Token(parsed.GetValue(tokenFile)),
                Devices = parsed.GetValue(devices),
                Tags = parsed.GetRequiredValue(tags),
                Spool = parsed.GetValue(spool),
                Shared = parsed.GetValue(shared),
                Json = parsed.GetValue(json),
            };
            return GpuRun.RunAsync(order, cancellation);
        });
        return verb;
    }
}
