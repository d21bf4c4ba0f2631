using System.Diagnostics;
using System.Text.RegularExpressions;
using MandelActors.Protocol.Api;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Seeds.Observing;

/// <summary>The table of measurements and what a seed measures are the same.</summary>
public sealed partial class MeasurementTableTests
{
    private static readonly string Table = File.ReadAllText(RepositoryRoot.Combine("src", "MandelActors.Farm", "Seeds", "Observing", "README.md")).Split("## A node's own")[0];

    private static readonly string[] Nobody = ["nobody"];

    [Fact]
    public async Task Every_measurement_is_in_the_table_with_its_type_and_its_labels_and_nothing_else_is()
    {
        await using var seed = await RunningSeed.StartAsync(RunningSeed.WithCpu);
        string job = await seed.SubmittedAsync();
        await seed.UntilAsync(job, view => view.IsOver);
        // One that nobody may work for stays, and with it what is measured of jobs.
        await seed.SubmittedAsync(change: request => request["requireTags"] = Nobody);

        var told = Row().Matches(Table).ToDictionary(row => row.Groups[1].Value, row => (Type: row.Groups[2].Value, Label: row.Groups[3].Value));
        told.Count.ShouldBeGreaterThan(30);
        // What happens in the farm is counted behind what is shown of a job.
        PrometheusReader measured = new("\n");
        await Eventually.TrueAsync(
            async () => told.Keys.All((measured = new PrometheusReader(await seed.Client.GetStringAsync(ApiRoutes.Metrics))).Types.ContainsKey),
            () => $"not measured: {string.Join(", ", told.Keys.Except(measured.Types.Keys))}");

        measured.Types.Keys.Order().ShouldBe(told.Keys.Order());
        foreach (var (name, type) in measured.Types)
        {
            type.ShouldBe(told[name].Type, name);
            string[] series = [.. measured.Values.Keys.Where(key => Name(key) == name || Part().Replace(Name(key), "") == name)];
            series.ShouldNotBeEmpty(name);
            foreach (string labels in series.Select(key => Label().Match(key).Groups[1].Value)) if (labels != "le") labels.ShouldBe(told[name].Label, name);
        }
    }

    [Fact]
    public async Task Names_follow_the_conventions_of_their_types()
    {
        await using var seed = await RunningSeed.StartAsync();

        PrometheusReader measured = new(await seed.Client.GetStringAsync(ApiRoutes.Metrics));

        foreach (var (name, type) in measured.Types) name.EndsWith("_total", StringComparison.Ordinal).ShouldBe(type == "counter", name);
        measured.Types.Where(entry => entry.Value == "histogram").ShouldAllBe(entry => entry.Key.EndsWith("_seconds", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task The_parser_of_Prometheus_reads_every_line()
    {
        Skip.If(Lacking.PrometheusClient is not null, Lacking.PrometheusClient);
        await using var seed = await RunningSeed.StartAsync(RunningSeed.WithCpu);
        string job = await seed.SubmittedAsync();
        await seed.UntilAsync(job, view => view.IsOver);
        string text = await seed.Client.GetStringAsync(ApiRoutes.Metrics);

        string[] read = await ReadByPrometheusAsync(text);

        PrometheusReader ours = new(text);
        read.Order().ShouldBe(ours.Values.Keys.Select(Name).Order());
    }

    /// <returns>The name of every sample, as the client library of Prometheus reads them.</returns>
    private static async Task<string[]> ReadByPrometheusAsync(string text)
    {
        const string program =
            "import sys; from prometheus_client.parser import text_string_to_metric_families as families\n" +
            "for family in families(sys.stdin.read()):\n  for sample in family.samples: print(sample.name)";
        ProcessStartInfo start = new(Lacking.Python, ["-c", program]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var python = Process.Start(start)!;
        var output = python.StandardOutput.ReadToEndAsync();
        await python.StandardInput.WriteAsync(text);
        python.StandardInput.Close();
        string names = await output;
        await python.WaitForExitAsync();
        python.ExitCode.ShouldBe(0);
        return names.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Name(string series) => series.Split('{')[0];

    [GeneratedRegex(@"^\| `(mandel_\w+)` \| (\w+) \| (?:`(\w+)`)? ?\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\{(\w+)=")]
    private static partial Regex Label();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Part();
}
