using System.CommandLine;
using MandelActors.Console.Doctor;
using MandelActors.Console.Output;
using MandelActors.Console.Shell;
using MandelActors.Farm.Settings;

namespace MandelActors.Console.Verbs;

/// <summary><c>mandel doctor</c>: what this machine has, what is missing, and the command that installs it.</summary>
public static class DoctorVerb
{
    public static Command Create()
    {
        var config = SharedOptions.Config();
        var configFile = SharedOptions.ConfigFile();
        var json = SharedOptions.Json();
        var verb = new Verb(
            "doctor",
            "Look at everything rendering needs here: what is there, what is missing, how to install it. Exit code 0 when films can be rendered.",
            ("mandel doctor", "one line for each thing"),
            ("mandel doctor --json", "the same for a program"))
        {
            config, configFile, json,
        };
        verb.SetAction((parsed, cancellation) =>
        {
            var settings = SettingsLoader.Load(parsed.GetValue(configFile), parsed.GetRequiredValue(config));
            return RunAsync(settings, parsed.GetValue(json), cancellation);
        });
        return verb;
    }

    private static async Task<int> RunAsync(NodeSettings settings, bool asJson, CancellationToken cancellationToken)
    {
        var findings = await Checkup.RunAsync(Environment.CurrentDirectory, settings.Film.FfmpegPath, cancellationToken).ConfigureAwait(false);
        foreach (var finding in findings)
        {
            if (asJson)
                WriteJson(finding);
            else
                WriteLine(finding);
        }

        return findings.Any(finding => finding.State == FindingState.Broken) ? ExitCode.Failed : ExitCode.Done;
    }

    private static void WriteJson(Finding finding) => JsonLine.Write(System.Console.Out, json =>
    {
        json.WriteString("name", finding.Name);
        json.WriteString("state", finding.State.ToString().ToLowerInvariant());
        json.WriteString("detail", finding.Detail);
        json.WriteString("remedy", finding.Remedy);
    });

    private static void WriteLine(Finding finding)
    {
        var detail = finding.Remedy is null ? finding.Detail : $"{finding.Detail}; to help: {finding.Remedy}";
        switch (finding.State)
        {
            case FindingState.Good: Report.Good(finding.Name, detail); break;
            case FindingState.Missing: Report.Missing(finding.Name, detail); break;
            default: Report.Bad(finding.Name, detail); break;
        }
    }
}
