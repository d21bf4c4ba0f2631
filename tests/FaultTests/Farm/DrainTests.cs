using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

using Microsoft.Data.Sqlite;

namespace MandelActors.FaultTests.Farm;

/// <summary>A farm that is brought up to date: SIGTERM for one process after the other, each started again; and a journal from the future.</summary>
[Collection(FaultGroup.Name)]
public sealed class DrainTests(GoldenFilms golden)
{
    [SkippableFact]
    public async Task Nodes_and_seed_that_are_stopped_in_turn_and_started_again_lose_nothing()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        const int few = 6;
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        string job = await farm.SubmitAsync(FaultScene.Long);
        // Nobody makes more than a few frames before all were stopped once: however fast they are, the job is not over.
        await farm.StartNodesAndHaltAsync(2, few);
        (FarmProcess first, FarmProcess second) = (farm.Nodes[0], farm.Nodes[1]);

        await first.TerminateAsync();
        int done = (await farm.JobAsync(job)).Done;
        first.Start($"frame-written:{few}:stop");
        await farm.UntilAsync(job, now => now.Done > done, "frames come in");
        await farm.Seed.TerminateAsync();
        farm.Seed.Start();
        await farm.Seed.UntilListeningAsync();
        await second.TerminateAsync();
        (await farm.JobAsync(job)).IsOver.ShouldBeFalse("the job was over before everything was stopped once");
        second.Start();
        await first.UntilHaltedAsync();
        first.Continue();

        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: 4 * FarmCluster.PipelineDepth);
    }

    [SkippableFact]
    public async Task A_node_that_is_told_to_stop_gives_its_frame_back_and_is_not_taken_for_crashed()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        string job = await farm.SubmitAsync(FaultScene.Endless);
        // One more than a frame may vanish with before it is suspected.
        for (int turn = 0; turn < 3; turn++)
        {
            FarmProcess node = farm.StartNode();
            await farm.UntilAsync(job, now => now.Leased > 0, "the node has a frame");
            await node.TerminateAsync();
            FarmJob now = await farm.UntilAsync(job, now => now.Leased == 0, "nobody has a frame");
            now.Done.ShouldBe(0, "the frame was finished before the node was stopped");
        }

        await farm.UntilJoinedAsync(0);
        await Until.TrueAsync(() => farm.Seed.Log.Contains("node n3 left", StringComparison.Ordinal), () => $"waiting for the seed to say that the last node left\n{farm.Logs}");
        farm.Seed.Log.ShouldNotContain("was lost with its worker");
        farm.Seed.Log.ShouldNotContain("the link of node");
        (await farm.JobAsync(job)).Warnings.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task A_journal_with_an_event_of_a_later_version_is_refused_loudly_and_left_alone()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 1);
        string job = await farm.SubmitAsync(FaultScene.Short);
        await farm.UntilCompletedAsync(job);
        await farm.ActAsync(job, "heal");
        await farm.StopAsync();
        string journal = Path.Combine(farm.Store, "journal.db");
        using (SqliteConnection connection = new($"Data Source={journal};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText =
                """
                INSERT INTO journal (persistence_id, sequence_nr, manifest, payload, written_at)
                SELECT persistence_id, max(sequence_nr) + 1, 'job-dreamt.v9', '{}', max(written_at) FROM journal WHERE persistence_id = 'farm'
                """;
            command.ExecuteNonQuery().ShouldBe(1);
        }

        int events = Journal.Read(journal).Events.Count;
        farm.Seed.Start();
        MandelResult result = await farm.Seed.Process.WaitAsync();

        result.ExitCode.ShouldNotBe(0, result.ToString());
        result.Errors.ShouldContain("job-dreamt.v9");
        Journal.Read(journal).Events.Count.ShouldBe(events);
    }
}
