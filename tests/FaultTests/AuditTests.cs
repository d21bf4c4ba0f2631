using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

using Microsoft.Data.Sqlite;

namespace MandelActors.FaultTests;

/// <summary>The audit must find what it looks for, or every other verdict here is worth nothing.</summary>
[Collection(FaultGroup.Name)]
public sealed class AuditTests(GoldenFilms golden) : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void An_undisturbed_run_passes() => Audit.Faults(Copy(), golden.Short).ShouldBeEmpty();

    [Fact]
    public void A_second_undisturbed_run_makes_the_same_film() => golden.Short.FilmHashes.Count.ShouldBe(Lacking.Ffmpeg is null ? FaultScene.Short.Frames : 1);

    [Fact]
    public void A_lost_frame_is_found() => Breaking(folder => File.Delete(folder.Frame(4))).ShouldContain("frame 4 differs from the undisturbed run");

    [Fact]
    public void A_wrong_frame_is_found() =>
        Breaking(folder => File.Copy(folder.Frame(5), folder.Frame(4), overwrite: true)).ShouldBe(["frame 4 differs from the undisturbed run"]);

    [Fact]
    public void A_stray_file_is_found() =>
        Breaking(folder => File.WriteAllText(Path.Combine(folder.FramesPath, ".000004.7.tmp"), "")).ShouldBe([Path.Combine("frames", ".000004.7.tmp") + " is a stray"]);

    [Fact]
    public void A_frame_completed_twice_is_found() => Breaking(folder => Sql(folder,
        """
        UPDATE journal SET payload = (SELECT payload FROM journal WHERE manifest LIKE 'frame-completed%' ORDER BY sequence_nr LIMIT 1)
        WHERE sequence_nr = (SELECT max(sequence_nr) FROM journal WHERE manifest LIKE 'frame-completed%')
        """)).Where(fault => fault.Contains("completed twice", StringComparison.Ordinal)).ShouldHaveSingleItem();

    [Fact]
    public void A_gap_in_the_journal_is_found() =>
        Breaking(folder => Sql(folder, "DELETE FROM journal WHERE sequence_nr = 3")).ShouldContain(fault => fault.Contains("has gaps", StringComparison.Ordinal));

    [Fact]
    public void A_wrong_manifest_is_found() => Breaking(folder =>
        File.WriteAllText(folder.ManifestPath, File.ReadAllText(folder.ManifestPath).Replace(golden.Short.FrameHashes[3], golden.Short.FrameHashes[2], StringComparison.Ordinal)))
        .ShouldBe(["the manifest is wrong about frame 3"]);

    [Fact]
    public void A_short_film_is_found() =>
        Breaking(folder => File.WriteAllBytes(folder.FilmPath, File.ReadAllBytes(folder.FilmPath)[..1000])).ShouldBe(["the film shows something else"]);

    private RenderedFolder Copy() => golden.Short.Folder.CopyTo(_home.Combine("job"));

    private IReadOnlyList<string> Breaking(Action<RenderedFolder> damage)
    {
        RenderedFolder folder = Copy();
        damage(folder);
        return Audit.Faults(folder, golden.Short);
    }

    private static void Sql(RenderedFolder folder, string statements)
    {
        using SqliteConnection connection = new($"Data Source={folder.JournalPath};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery().ShouldBeGreaterThan(0);
    }
}
