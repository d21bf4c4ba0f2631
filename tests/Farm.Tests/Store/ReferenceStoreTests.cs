using MandelActors.Farm.Store;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Store;

public sealed class ReferenceStoreTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly ManualTimeProvider _time = new();
    private readonly JobFolder _folder;

    public ReferenceStoreTests() => _folder = new JobFolder(_temporary.Path);

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_000)]
    public void What_was_saved_is_read_back_by_another_store(int length)
    {
        var content = Content(length);

        Store().Save("a-B_9", stream => Write(stream, content));

        Read(Store(), "a-B_9").ShouldBe(content);
        Files().ShouldBe(["a-B_9.ref"]);
    }

    [Fact]
    public void What_was_never_saved_is_not_there_and_makes_no_folder()
    {
        Store().OpenRead("a").ShouldBeNull();

        Directory.Exists(_folder.References).ShouldBeFalse();
    }

    [Fact]
    public void Any_damage_makes_it_not_there_and_a_new_save_puts_it_right()
    {
        var content = Content(1000);
        Store().Save("a", stream => Write(stream, content));
        var sound = File.ReadAllBytes(_folder.Reference("a"));
        foreach (var place in (int[])[0, 7, 8, 39, 40, 500, sound.Length - 1])
        {
            var damaged = (byte[])sound.Clone();
            damaged[place] ^= 0x10;
            File.WriteAllBytes(_folder.Reference("a"), damaged);
            Store().OpenRead("a").ShouldBeNull($"byte {place} differs");
        }

        foreach (var length in (int[])[0, 20, 40, 41, sound.Length - 1])
        {
            File.WriteAllBytes(_folder.Reference("a"), sound[..length]);
            Store().OpenRead("a").ShouldBeNull($"only {length} bytes are left");
        }

        Store().Save("a", stream => Write(stream, content));
        Read(Store(), "a").ShouldBe(content);
    }

    [Fact]
    public void A_file_under_another_key_is_not_there()
    {
        Store().Save("a", stream => Write(stream, Content(10)));
        File.Move(_folder.Reference("a"), _folder.Reference("b"));

        Store().OpenRead("b").ShouldBeNull();
    }

    [Fact]
    public void What_was_not_used_for_longest_goes_when_there_are_too_many()
    {
        var store = Store(budget: 3000);
        foreach (var key in (string[])["a", "b"])
        {
            store.Save(key, stream => Write(stream, Content(1200)));
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Read(store, "a");
        _time.Advance(TimeSpan.FromMinutes(1));
        store.Save("c", stream => Write(stream, Content(1200)));

        Files().ShouldBe(["a.ref", "c.ref"]);
    }

    [Fact]
    public void A_reference_larger_than_all_may_be_is_not_kept_and_nothing_is_left_of_it()
    {
        Store(budget: 3000).Save("a", stream => Write(stream, Content(3001)));

        Files().ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_kept_where_the_reserve_of_the_disk_would_be_touched()
    {
        new ReferenceStore(_folder, 1 << 20, long.MaxValue / 2, _time).Save("a", stream => Write(stream, Content(1)));

        Directory.Exists(_folder.References).ShouldBeFalse();
    }

    [Fact]
    public void A_writer_that_gives_up_leaves_nothing_and_is_heard()
    {
        Should.Throw<OperationCanceledException>(() => Store().Save("a", stream =>
        {
            Write(stream, Content(100));
            throw new OperationCanceledException();
        }));

        Files().ShouldBeEmpty();
    }

    [Fact]
    public void A_place_that_cannot_be_written_costs_nothing_but_time()
    {
        File.WriteAllText(_folder.References, "a file where the folder should be");

        Store().Save("a", stream => Write(stream, Content(100)));

        Store().OpenRead("a").ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("../a")]
    [InlineData("a b")]
    [InlineData("a.b")]
    [InlineData("é")]
    public void A_key_that_could_be_a_path_is_a_mistake_of_the_program(string key)
    {
        Should.Throw<ArgumentException>(() => Store().OpenRead(key));
        Should.Throw<ArgumentException>(() => Store().Save(key, _ => { }));
    }

    [Fact]
    public async Task Many_may_save_and_read_the_same_at_once()
    {
        var content = Content(50_000);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 10; i++)
            {
                Store().Save("a", stream => Write(stream, content));
                if (Store().OpenRead("a") is { } stream)
                    using (stream) ReadAll(stream).ShouldBe(content);
            }
        })));

        Read(Store(), "a").ShouldBe(content);
        Files().ShouldBe(["a.ref"]);
    }

    private ReferenceStore Store(long budget = 1 << 20) => new(_folder, budget, 0, _time);

    private string[] Files() => Directory.Exists(_folder.References)
        ? [.. Directory.EnumerateFiles(_folder.References).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];

    private static byte[] Content(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        return content;
    }

    private static void Write(Stream stream, byte[] content)
    {
        foreach (var part in content.Chunk(7777)) stream.Write(part);
    }

    private static byte[] Read(ReferenceStore store, string key)
    {
        using var stream = store.OpenRead(key).ShouldNotBeNull();
        return ReadAll(stream);
    }

    private static byte[] ReadAll(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
