using System.Security.Cryptography;
using System.Text;

using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

namespace MandelActors.FaultTests;

/// <summary>A deep film is killed after its reference was kept: the next run goes on from it, or, where it came to harm, without it.</summary>
[Collection(FaultGroup.Name)]
public sealed class ReferenceFaultTests(GoldenFilms golden) : IDisposable
{
    private const int Magic = 8, Header = Magic + SHA256.HashSizeInBytes, ShiftOffset = Header + 16;

    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [SkippableTheory]
    [InlineData("frame-rendered:2")]
    [InlineData("frame-half-written:4")]
    [InlineData("frame-renamed")]
    [InlineData("film-half-written")]
    public async Task A_deep_film_killed_at_any_place_ends_as_if_it_had_not_been(string failpoint)
    {
        FaultJob job = await KilledAsync(failpoint);

        (await job.RenderAsync()).ShouldBeDone();

        job.Folder.ShouldEqual(golden.Deep);
        Reference(job.Folder).Hash.ShouldBe(Reference(golden.Deep.Folder).Hash);
    }

    [SkippableTheory]
    [InlineData("deleted")]
    [InlineData("emptied")]
    [InlineData("truncated")]
    [InlineData("one bit flipped")]
    public async Task A_reference_that_came_to_harm_is_computed_again(string damage)
    {
        FaultJob job = await KilledAsync("frame-rendered:4");
        (string path, string sound) = Reference(job.Folder);
        switch (damage)
        {
            case "deleted": Damage.Delete(path); break;
            case "emptied": Damage.Empty(path); break;
            case "truncated": Damage.Truncate(path); break;
            case "one bit flipped": Damage.FlipBit(path); break;
            default: throw new ArgumentException(damage);
        }

        RenderedFolder.Hash(path).ShouldNotBe(sound, "the damage did not land");

        (await job.RenderAsync()).ShouldBeDone();

        job.Folder.ShouldEqual(golden.Deep);
        Reference(job.Folder).Hash.ShouldBe(sound);
    }

    /// <summary>The proof that the tests above are about something: what lies in the folder, if its hash is right, is what frames are made from.</summary>
    [SkippableFact]
    public async Task A_forged_reference_with_the_right_hash_would_be_believed()
    {
        FaultJob job = await KilledAsync("frame-rendered:4");
        (string path, _) = Reference(job.Folder);
        Forge(path);
        string forged = RenderedFolder.Hash(path);
        int done = job.Folder.ReadJournal().Done.Count;

        (await job.RenderAsync()).ShouldBeDone();

        Reference(job.Folder).Hash.ShouldBe(forged, "it was computed again");
        Audit.Faults(job.Folder, golden.Deep).Count(fault => fault.Contains("differs", StringComparison.Ordinal)).ShouldBeInRange(1, golden.Deep.Scene.Frames - done);
    }

    private async Task<FaultJob> KilledAsync(string failpoint)
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        FaultJob job = new(FaultScene.Deep, _home.Path);
        (await job.RenderAsync(failpoint)).ShouldBeKilled();
        Reference(job.Folder).Hash.ShouldBe(Reference(golden.Deep.Folder).Hash, "the kill came before the reference was kept");
        File.Exists(job.Folder.FilmPath).ShouldBeFalse();
        return job;
    }

    private static (string Path, string Hash) Reference(RenderedFolder folder)
    {
        string path = Path.Combine(folder.Path, folder.Files.Where(file => file.EndsWith(".ref", StringComparison.Ordinal)).ShouldHaveSingleItem());
        return (path, RenderedFolder.Hash(path));
    }

    /// <summary>Moves the reference's place by its own distance from the centre, and puts the hash right.</summary>
    private static void Forge(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        for (int part = 0; part < 2; part++)
        {
            Span<byte> shift = file.AsSpan(ShiftOffset + part * sizeof(double));
            BitConverter.TryWriteBytes(shift, -BitConverter.ToDouble(shift)).ShouldBeTrue();
        }

        byte[] key = [.. Encoding.ASCII.GetBytes(Path.GetFileNameWithoutExtension(path)), 0];
        SHA256.HashData([.. key, .. file.AsSpan(Header)]).CopyTo(file, Magic);
        File.WriteAllBytes(path, file);
    }
}
