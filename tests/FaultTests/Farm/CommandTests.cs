using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;

using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

namespace MandelActors.FaultTests.Farm;

/// <summary>People in a hurry: commands that race with frames, clients that die or come twice, requests that are repeated.</summary>
[Collection(FaultGroup.Name)]
public sealed class CommandTests(GoldenFilms golden)
{
    [SkippableFact]
    public async Task A_job_paused_again_and_again_while_frames_come_in_grants_nothing_while_it_rests()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        string job = await farm.SubmitAsync(FaultScene.Long);

        for (int rest = 0; rest < 3; rest++)
        {
            // New nodes every time, which stand still after a few frames: most of the job is still to do, however fast they are.
            await farm.StartNodesAndHaltAsync(2, frames: 5);
            FarmProcess[] nodes = [.. farm.Nodes.TakeLast(2)];
            FarmJob paused = await farm.ActAsync(job, "pause");
            paused.State.ShouldBe("paused");
            paused.Leased.ShouldBePositive("nothing was under way");
            foreach (FarmProcess node in nodes) node.Continue();
            FarmJob resting = await farm.UntilAsync(job, seen => seen.Leased == 0, "frames under way are finished");
            resting.State.ShouldBe("paused");
            await Task.Delay(TimeSpan.FromMilliseconds(500));
            FarmJob later = await farm.JobAsync(job);
            (later.Done, later.Leased).ShouldBe((resting.Done, 0), "a resting job went on");
            foreach (FarmProcess node in nodes) await node.TerminateAsync();
            await farm.ActAsync(job, "resume");
        }

        for (int node = 0; node < 2; node++) farm.StartNode();

        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: 0);
    }

    [SkippableFact]
    public async Task A_job_cancelled_while_frames_come_in_stays_cancelled_and_keeps_what_is_finished()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        string job = await farm.SubmitAsync(FaultScene.Long), after = await farm.SubmitAsync(FaultScene.Short);
        await farm.StartNodesAndHaltAsync(2, frames: 8);

        await farm.ActAsync(job, "cancel");
        foreach (FarmProcess node in farm.Nodes) node.Continue();

        FarmJob cancelled = await farm.UntilAsync(job, now => now.IsOver, "the job is over");
        cancelled.State.ShouldBe("cancelled");
        cancelled.Done.ShouldBeLessThan(FaultScene.Long.Frames, "the cancellation came too late");
        await farm.UntilCompletedAsync(after);
        FarmJob later = await farm.JobAsync(job);
        (later.State, later.Done).ShouldBe(("cancelled", cancelled.Done));
        RenderedFolder folder = farm.FolderOf(job);
        await farm.StopAsync();
        Journal journal = Journal.Read(Path.Combine(farm.Store, "journal.db"));
        folder.FinalFrames.ShouldBe(journal.Of(job).Done, ignoreOrder: true);
        folder.FinalFrames.Where(frame => RenderedFolder.Hash(folder.Frame(frame)) != golden.Long.FrameHashes[frame]).ShouldBeEmpty();
        FarmAudit.Job(farm.FolderOf(after), golden.Short, journal.Of(after)).ShouldBeEmpty(farm.Logs);
    }

    [SkippableFact]
    public async Task A_more_urgent_job_is_finished_first_and_the_other_loses_nothing()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        string patient = await farm.SubmitAsync(FaultScene.Long);
        await farm.StartNodesAndHaltAsync(1, frames: 5);

        string urgent = await farm.SubmitAsync(FaultScene.Short, priority: 10);
        foreach (FarmProcess node in farm.Nodes) node.Continue();
        await farm.UntilCompletedAsync(urgent);
        await farm.UntilCompletedAsync(patient);

        await farm.StopAsync();
        Journal journal = Journal.Read(Path.Combine(farm.Store, "journal.db"));
        JournalEvent[] commits = [.. journal.Events.Where(entry => entry.Completes)];
        int[] left = [.. commits.Reverse().TakeWhile(entry => entry.PersistenceId != $"job-{urgent}").Select(entry => entry.Frame)];
        left.Length.ShouldBeGreaterThan(FaultScene.Short.Frames, "the patient job got as many turns as the urgent one");
        FarmAudit.Job(farm.FolderOf(patient), golden.Long, journal.Of(patient)).ShouldBeEmpty(farm.Logs);
        FarmAudit.Job(farm.FolderOf(urgent), golden.Short, journal.Of(urgent)).ShouldBeEmpty(farm.Logs);
    }

    [SkippableFact]
    public async Task Two_clients_that_submit_the_same_key_at_once_get_one_job_and_a_killed_client_changes_nothing()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        string scene = FaultScene.Short.WriteTo(farm.Place("."));
        await using MandelProcess watching = farm.StartClient("submit", scene, "--key", "night 7", "--watch", "--json");
        await using MandelProcess other = farm.StartClient("submit", scene, "--key", "night 7", "--json");
        await Until.TrueAsync(() => watching.HasExited || watching.Output.Contains("jobId", StringComparison.Ordinal), () => $"waiting for the client\n{watching.Errors}\n{farm.Logs}");

        // Without a node there is no end that it could see.
        watching.Send(PosixSignal.Kill).ShouldBeTrue(watching.Errors);
        MandelResult killed = await watching.WaitAsync(), answered = await other.WaitAsync();
        killed.ShouldBeKilled();
        answered.ShouldBeDone();
        farm.StartNode();

        string job = JobId(answered.Output);
        JobId(killed.Output).ShouldBe(job);
        (await farm.AskAsync(HttpMethod.Get, "/api/jobs")).Of("jobs").GetArrayLength().ShouldBe(1);
        await farm.UntilCompletedAsync(job);
        MandelResult fetched = await farm.RunClientAsync("fetch", job, "-o", farm.Place("fetched"));
        fetched.ShouldBeDone();
        Audit.Results(new RenderedFolder(farm.Place("fetched")), golden.Short).ShouldBeEmpty();
        await farm.ShouldHaveLostNothingAsync(job, golden.Short, wasted: 0);
    }

    [SkippableFact]
    public async Task A_seed_killed_after_it_wrote_down_that_a_job_is_removed_leaves_nothing_of_it_once_it_is_started_again()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 1, seedFailpoint: "job-removed");
        string job = await farm.SubmitAsync(FaultScene.Short);
        await farm.UntilCompletedAsync(job);
        await using MandelProcess client = farm.StartClient("remove", job, "--json");

        await farm.Seed.UntilKilledAsync();
        Journal.Read(Path.Combine(farm.Store, "journal.db")).Events.ShouldContain(entry => entry.Manifest == "job-removed.v1");
        farm.FolderOf(job).Files.ShouldNotBeEmpty("the kill came too late");
        farm.Seed.Start();
        await farm.Seed.UntilListeningAsync();

        // The client asks until it is answered, and what it asks for twice is done once.
        (await client.WaitAsync()).ShouldBeDone();
        await Until.TrueAsync(() => !Directory.Exists(farm.FolderOf(job).Path), () => $"waiting for the folder to go\n{farm.Logs}");
        (await farm.AskAsync(HttpMethod.Get, "/api/jobs")).Of("jobs").GetArrayLength().ShouldBe(0);
    }

    /// <summary>What a network may repeat, or somebody may replay: every attempt of every frame once more, with other bytes.</summary>
    [SkippableFact]
    public async Task Frames_handed_in_once_more_under_attempts_that_are_over_are_turned_away()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 1, seedFailpoint: "frame-renamed:6:stop");
        string job = await farm.SubmitAsync(FaultScene.Short);
        await farm.Seed.UntilHaltedAsync();
        JournalEvent[] completed = [.. Journal.Read(Path.Combine(farm.Store, "journal.db")).Of(job).Events.Where(entry => entry.Completes)];
        completed.ShouldNotBeEmpty();
        farm.Seed.Continue();

        byte[] forged = File.ReadAllBytes(golden.Short.Folder.Frame(11));
        using HttpClient http = new() { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(farm.Place("node.token")).Trim()) } };
        foreach (JournalEvent entry in completed)
        {
            string path = $"/api/jobs/{job}/frames/{entry.Frame}/attempts/{entry.Payload.Of("attempt").GetInt64()}/parts/0";
            using ByteArrayContent content = new(forged);
            content.Headers.Add("Repr-Digest", $"sha-256=:{Convert.ToBase64String(SHA256.HashData(forged))}:");
            using HttpResponseMessage answer = await http.PutAsync(new Uri(farm.Seed.Address!, path), content);
            answer.StatusCode.ShouldBeOneOf([HttpStatusCode.Conflict, HttpStatusCode.NotFound], $"{await answer.Content.ReadAsStringAsync()}\n{farm.Logs}");
        }

        await farm.ShouldHaveLostNothingAsync(job, golden.Short, wasted: 0);
    }

    private static string JobId(string output)
    {
        using JsonDocument line = JsonDocument.Parse(output.Split('\n').First(text => text.Contains("jobId", StringComparison.Ordinal)));
        return line.RootElement.Of("jobId").GetString()!;
    }
}
