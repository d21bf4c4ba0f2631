using MandelActors.Farm.Healing;
using MandelActors.Farm.Store;
using MandelActors.Protocol.Ids;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Healing;

public sealed class FolderSweepTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly JobFolder _folder;

    public FolderSweepTests()
    {
        _folder = new JobFolder(_temporary.Path);
        Directory.CreateDirectory(_folder.Frames);
    }

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void What_a_crash_left_goes_and_everything_else_stays()
    {
        FrameNumber done = new(1), unknown = new(2);
        string[] ours = [_folder.Temporary(new FrameNumber(3), Attempt.Of(1, 1)), _folder.Frame(unknown), _folder.In(".film.mp4.tmp"), _folder.In(".manifest.json.tmp")];
        string[] kept = [_folder.Frame(done), _folder.Scene, Path.Combine(_folder.Frames, "notes.txt"), Path.Combine(_folder.Frames, "7.png")];
        Directory.CreateDirectory(_folder.References);
        ours = [.. ours, Path.Combine(_folder.References, ".a.ref.tmp")];
        kept = [.. kept, _folder.Reference("a"), Path.Combine(_folder.References, "notes.txt"), Path.Combine(_folder.References, ".hidden.tmp")];
        foreach (string path in (string[])[.. ours, .. kept]) File.WriteAllText(path, "x");

        var leftovers = FolderSweep.Run(_folder, new PngFiles(_folder), frame => frame == done, () => { });

        leftovers.Removed.ShouldBe(ours.Length);
        leftovers.Foreign.ShouldBe(["7.png", "notes.txt"]);
        Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).ShouldBe(kept, ignoreOrder: true);
    }

    [Fact]
    public void Folders_under_the_names_of_files_stay_and_are_told_with_their_place()
    {
        string[] ours = [_folder.Frame(new FrameNumber(2)), _folder.Temporary(new FrameNumber(3), Attempt.Of(1, 1)), _folder.In(".film.mp4.tmp")];
        string foreign = Path.Combine(_folder.Frames, "notes");
        foreach (string path in (string[])[.. ours, foreign]) Directory.CreateDirectory(path);

        var leftovers = FolderSweep.Run(_folder, new PngFiles(_folder), _ => false, () => { });

        leftovers.Removed.ShouldBe(0);
        leftovers.Foreign.ShouldBe(["notes"]);
        leftovers.Obstacles.Count.ShouldBe(ours.Length);
        foreach (string path in ours) leftovers.Obstacles.ShouldContain(told => told.StartsWith($"'{path}' is a folder", StringComparison.Ordinal));
        ours.ShouldAllBe(path => Directory.Exists(path));
    }

    [Fact]
    public void A_sweep_removes_nothing_more_once_somebody_else_may_write()
    {
        string[] frames = [_folder.Frame(new FrameNumber(1)), _folder.Frame(new FrameNumber(2)), _folder.Frame(new FrameNumber(3))];
        foreach (string path in frames) File.WriteAllText(path, "x");
        int asked = 0;

        Should.Throw<OperationCanceledException>(() => FolderSweep.Run(_folder, new PngFiles(_folder), _ => false, () =>
        {
            if (++asked == 2) throw new OperationCanceledException();
        }));

        frames.Count(File.Exists).ShouldBe(2);
    }
}
