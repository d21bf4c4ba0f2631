using System.Globalization;

using MandelActors.FaultTests.Harness;
using MandelActors.Testing;
using MandelActors.Testing.Network;

using Npgsql;

namespace MandelActors.FaultTests.Farm;

/// <summary>Two seeds, three nodes and a database, jobs one after the other, faults at random for as long as asked, and an audit of everything at the end.</summary>
internal static class Soak
{
    private const int Seeds = 2, Nodes = 3;

    /// <summary>A job takes seconds, and faults hold it up; one that takes longer than this hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Memory that a seed may have at any moment, in MiB, however many jobs there were: README.md states it.</summary>
    private const int MostMiB = 512;

    /// <summary>Small, so that jobs of sixty frames take snapshots, and lives begin with them.</summary>
    private const int SnapshotEvery = 20;

    /// <summary>Events that a life may have to read besides a snapshot: those between two, and what was written at once with the last.</summary>
    private const int MostReplayed = SnapshotEvery + 20;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <returns>Whether nothing was lost, doubled or different.</returns>
    public static async Task<bool> RunAsync(TimeSpan duration, int seed, TextWriter output)
    {
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"soak --minutes {duration.TotalMinutes} --seed {seed}"));
        using TemporaryFolder home = new();
        GoldenRun golden = await GoldenRun.RenderAsync(FaultScene.Long, home.Path);
        using PostgresCluster database = PostgresCluster.Start();
        string journal = database.NewDatabase();
        await using TcpProxy toDatabase = new(database.Port);
        await using FarmCluster farm = new(new NpgsqlConnectionStringBuilder(database.ConnectionString(journal)) { Port = toDatabase.Port }.ConnectionString);
        List<TcpProxy> networks = [toDatabase];
        try
        {
            for (int i = 0; i < Seeds; i++)
            {
                int port = LoopbackPort.Free();
                networks.Add(new TcpProxy(port));
                await farm.StartSeedAsync(port: port, flags: ["--public-url", networks[^1].Address.GetLeftPart(UriPartial.Authority), "--config", string.Create(CultureInfo.InvariantCulture, $"farm.snapshotEvery={SnapshotEvery}"), .. FarmCluster.Impatient]);
            }

            for (int i = 0; i < Nodes; i++) farm.StartNode(seeds: networks.Skip(1).Select(network => network.Address), flags: FarmCluster.Impatient);
            Nemesis nemesis = new(farm, database, networks, new Random(seed));
            using CancellationTokenSource over = new(duration);
            Task harm = nemesis.RunAsync(output, over.Token);
            List<string> jobs = [];
            int memory = 0;
            while (!over.IsCancellationRequested) jobs.Add(await JobAsync(farm, harm, () => memory = Math.Max(memory, farm.Seeds.Max(seed => seed.ResidentMiB)), output));
            await harm;
            await farm.StopAsync();
            int replayed = MostToReplay(database, journal);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"seeds: {memory} MiB of memory at most; a life reads {replayed} events of a job at most"));
            if (memory is 0 or > MostMiB || replayed > MostReplayed) return false;
            return await ReportAsync(farm, golden, jobs, Journal.Read(database, journal), nemesis, output);
        }
        catch (Exception problem)
        {
            await output.WriteLineAsync($"{problem}\n{farm.Logs}");
            return false;
        }
        finally
        {
            foreach (TcpProxy network in networks.Skip(1)) await network.DisposeAsync();
        }
    }

    /// <returns>The id of a job that was submitted and completed.</returns>
    private static async Task<string> JobAsync(FarmCluster farm, Task harm, Action look, TextWriter output)
    {
        string job = await farm.SubmitAsync(FaultScene.Long);
        TimeProvider time = TimeProvider.System;
        for (long began = time.GetTimestamp(); ; await Task.Delay(Interval))
        {
            Task<FarmJob> asking = farm.JobAsync(job);
            // Whoever was gone without having been harmed is a defect of its own, and the first to be told.
            if (await Task.WhenAny(asking, harm) == harm && harm.IsFaulted) await harm;
            FarmJob now = await asking;
            look();
            if (now.State == "completed")
            {
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"job {job} completed after {time.GetElapsedTime(began).TotalSeconds:F0} s"));
                return job;
            }

            if (now.IsOver || time.GetElapsedTime(began) > Patience) throw new InvalidOperationException($"the job does not end as it should: {now}");
        }
    }

    /// <summary>Events behind the last snapshot, of the job that has most of them.</summary>
    private static int MostToReplay(PostgresCluster database, string journal) => Convert.ToInt32(
        database.Execute(
            journal,
            """
            SELECT max(last - coalesce((SELECT max(sequence_nr) FROM snapshot WHERE snapshot.persistence_id = streams.persistence_id), 0))
            FROM (SELECT persistence_id, max(sequence_nr) AS last FROM journal WHERE persistence_id LIKE 'job-%' GROUP BY persistence_id) AS streams
            """),
        CultureInfo.InvariantCulture);

    private static async Task<bool> ReportAsync(
        FarmCluster farm, GoldenRun golden, List<string> jobs, Journal journal, Nemesis nemesis, TextWriter output)
    {
        List<string> faults = [.. FarmAudit.Streams(journal), .. FarmAudit.Strays(farm.Store)];
        int lost = 0, doubled = 0, different = 0;
        foreach (string job in jobs)
        {
            Journal written = journal.Of(job);
            RenderedFolder folder = farm.FolderOf(job);
            faults.AddRange(FarmAudit.Job(folder, golden, written).Select(fault => $"job {job}: {fault}"));
            for (int frame = 0; frame < golden.Scene.Frames; frame++)
            {
                string hash = RenderedFolder.Hash(folder.Frame(frame));
                int completed = written.Events.Count(entry => entry.Completes && entry.Frame == frame) - written.Invalidated.Count(invalid => invalid == frame);
                if (hash.Length == 0 || completed < 1) lost++;
                else if (hash != golden.FrameHashes[frame]) different++;
                if (completed > 1) doubled++;
            }
        }

        foreach (string fault in faults) await output.WriteLineAsync(fault);
        await output.WriteLineAsync(string.Join(", ", nemesis.Landed.Select(fault => $"{fault.Key} {fault.Value}")));
        int frames = jobs.Count * golden.Scene.Frames;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{nemesis.Landed.Values.Sum()} faults, {jobs.Count} jobs, {frames} frames, {farm.Renders.Count - frames} rendered in vain: lost {lost}, duplicated {doubled}, differing {different}"));
        return faults.Count + lost + doubled + different == 0;
    }
}
