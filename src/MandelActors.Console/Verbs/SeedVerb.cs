using System.CommandLine;
using MandelActors.Console.Farms;
using MandelActors.Console.Shell;
using MandelActors.Explorer.Stacks;
using MandelActors.Farm.Seeds;
using MandelActors.Farm.Settings;
using MandelActors.Protocol.Documents;

namespace MandelActors.Console.Verbs;

/// <summary><c>mandel seed</c>: starts a node that coordinates a farm.</summary>
internal static class SeedVerb
{
    private const string UsualListen = "127.0.0.1:7414";
    private const string UsualStore = "farm";

    public static Command Create()
    {
        var listen = new Option<string>("--listen") { HelpName = "ADDRESS:PORT", Description = $"where; port 0 takes any; 0.0.0.0:7414 for other machines, with --token-file; default {UsualListen}", DefaultValueFactory = _ => UsualListen };
        var store = new Option<string>("--store") { HelpName = "DIR", Description = $"the folder of all jobs, and of the journal; default {UsualStore}", DefaultValueFactory = _ => UsualStore };
        var tokenFile = new Option<string?>("--token-file") { HelpName = "FILE", Description = "tokens that are let in; without it only this machine" };
        var certificate = new Option<string?>("--tls-cert") { HelpName = "FILE", Description = "a certificate in PEM: answers over https" };
        var key = new Option<string?>("--tls-key") { HelpName = "FILE", Description = "the certificate's key in PEM" };
        var journal = new Option<string?>("--journal") { HelpName = "\"Host=…\"", Description = "a PostgreSQL database for the journal, so that several seeds may run; default a file in the store" };
        var publicUrl = new Option<string?>("--public-url") { HelpName = "URL", Description = "where others reach this seed; default where it listens" };
        var devices = new Option<string?>("--devices") { HelpName = "LIST", Description = "devices of this process that render as well, as 'mandel devices' lists them; default none" };
        var config = SharedOptions.Config();
        var configFile = SharedOptions.ConfigFile();
        var json = SharedOptions.Json();
        var verb = new Verb(
            "seed",
            "Start a farm: takes jobs, gives frames to nodes, keeps what is finished. Its log goes to standard error.",
            ("mandel seed --devices cpu", "a farm of this machine alone"),
            ("mandel seed --listen 0.0.0.0:7414 --token-file token --store /data/farm", "for other machines; then there: mandel gpu --seed http://HOST:7414 --token-file token"),
            ("mandel seed --listen 0.0.0.0:7414 --token-file token --tls-cert host.pem --tls-key host.key", "the same over https"))
        {
            listen, store, tokenFile, certificate, key, journal, publicUrl, devices, config, configFile, json,
        };
        verb.SetAction((parsed, cancellation) =>
        {
            var settings = SettingsLoader.Load(parsed.GetValue(configFile), parsed.GetRequiredValue(config));
            var options = new SeedOptions(ListenAddress.ParseAny(parsed.GetRequiredValue(listen), UsualListen), Path.GetFullPath(parsed.GetRequiredValue(store)), settings)
            {
                Journal = parsed.GetValue(journal),
                TokenFile = parsed.GetValue(tokenFile),
                TlsCertificate = parsed.GetValue(certificate),
                TlsKey = parsed.GetValue(key),
                Devices = parsed.GetValue(devices),
                Address = parsed.GetValue(publicUrl) is { } url ? Address(url) : null,
            };
            return SeedRun.RunAsync(options, parsed.GetValue(json), cancellation);
        });
        return verb;
    }

    private static Uri Address(string url) => Client.SeedAddress.ParseList($"--public-url {url}", url) is [var only]
        ? only
        : throw new BadInputException($"--public-url {url}", "", "expected one address");
}
