using System.Text;
using MandelActors.Client.Files;
using MandelActors.Protocol.Api;
using MandelActors.Testing;

namespace MandelActors.Client.Tests.Files;

public sealed class FolderFetchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServedFiles _files = new();

    public FolderFetchTests()
    {
        _files.Add("scene.json", "{}"u8.ToArray());
        for (var frame = 0; frame < 20; frame++) _files.Add($"frames/{frame:D6}.png", Encoding.UTF8.GetBytes($"frame {frame}"));
        _files.Add("fields/.zarray", "[]"u8.ToArray()).Add("film.mp4", new byte[100_000]).Add("manifest.json", "[1]"u8.ToArray());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_folder_holds_what_the_job_holds()
    {
        var (progress, bad) = await FetchAsync();

        ShouldBeWhole();
        bad.ShouldBeEmpty();
        progress.ShouldBe(new FetchProgress(24, _files.Listed.Sum(file => file.Bytes), 24, 24, 0, _files.Listed.Sum(file => file.Bytes)));
    }

    [Fact]
    public async Task What_is_there_and_right_is_kept_and_what_is_wrong_is_replaced()
    {
        await FetchAsync();
        _files.Asked.Clear();
        await File.WriteAllTextAsync(_folder.Combine("frames", "000003.png"), "frame 9");
        await File.WriteAllTextAsync(_folder.Combine("frames", "000004.png"), "frame 4 and more");
        File.Delete(_folder.Combine("film.mp4"));

        var (progress, _) = await FetchAsync();

        ShouldBeWhole();
        _files.Asked.Select(asked => asked.Path).ShouldBe(["frames/000003.png", "frames/000004.png", "film.mp4"], ignoreOrder: true);
        (progress.Right, progress.Fetched, progress.Kept).ShouldBe((24, 3, 21));
    }

    [Fact]
    public async Task A_list_that_has_grown_or_changed_is_fetched_only_where_it_did()
    {
        await using var seed = await ScriptedSeed.StartAsync(_files.AnswerAsync);
        using var farm = Farms.Of(seed);
        var fetch = new FolderFetch(farm, "abc", _folder.Path);
        await fetch.RunAsync(await farm.FilesAsync("abc"), null, CancellationToken.None);
        _files.Asked.Clear();
        _files.Add("frames/000020.png", [1]).Add("frames/000000.png", [2]);

        var (progress, _) = await fetch.RunAsync(await farm.FilesAsync("abc"), null, CancellationToken.None);

        ShouldBeWhole();
        _files.Asked.Select(asked => asked.Path).ShouldBe(["frames/000020.png", "frames/000000.png"], ignoreOrder: true);
        progress.Right.ShouldBe(25);
    }

    [Fact]
    public async Task Files_that_are_damaged_in_the_farm_are_named_and_all_others_fetched()
    {
        _files.Spoil("frames/000003.png");
        _files.Truncate("frames/000007.png", 2);
        _files.Lengthen("frames/000008.png");
        _files.Refuse("film.mp4", 409, "film.mp4 is missing in the store");

        var (progress, bad) = await FetchAsync();

        bad.Select(file => file.Path).ShouldBe(["film.mp4", "frames/000003.png", "frames/000007.png", "frames/000008.png"]);
        bad.ShouldAllBe(file => file.Why.Contains(file.Path));
        bad[1].Why.ShouldContain("'mandel heal abc'");
        bad[2].Why.ShouldContain("shorter");
        (progress.Right, progress.Fetched, progress.Files).ShouldBe((20, 20, 24));
        foreach (var file in bad) File.Exists(_folder.Combine(file.Path)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_farm_that_is_gone_ends_the_fetch_and_is_no_bad_file()
    {
        var seed = await ScriptedSeed.StartAsync(_files.AnswerAsync);
        using var farm = Farms.Of(seed);
        var list = await farm.FilesAsync("abc");
        await seed.DisposeAsync();

        (await Should.ThrowAsync<FarmException>(new FolderFetch(farm, "abc", _folder.Path).RunAsync(list, null, CancellationToken.None))).File.ShouldBeNull();
    }

    [Fact]
    public async Task A_name_that_leads_elsewhere_stops_everything_before_a_byte_is_fetched()
    {
        _files.Listed.Add(new FileEntry("../elsewhere", 1, new string('0', 64)));

        await Should.ThrowAsync<FarmException>(FetchAsync());

        _files.Asked.ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(-1, 64)]
    [InlineData(1, 63)]
    public async Task A_file_without_size_or_hash_is_refused(long bytes, int digits)
    {
        _files.Listed.Add(new FileEntry("film.apng", bytes, new string('0', digits)));

        (await Should.ThrowAsync<FarmException>(FetchAsync())).Message.ShouldContain("no size and SHA-256 of film.apng");
    }

    [Fact]
    public async Task A_name_that_comes_twice_is_refused()
    {
        _files.Listed.Add(_files.Listed[0]);

        (await Should.ThrowAsync<FarmException>(FetchAsync())).Message.ShouldContain("twice");
    }

    [Fact]
    public async Task Sweeping_removes_parts_of_files_and_nothing_else()
    {
        await FetchAsync();
        foreach (var name in (string[])[".000001.png.0123456789abcdef.part", ".mine", "mine.part"]) await File.WriteAllTextAsync(_folder.Combine("frames", name), "x");

        using var farm = new FarmClient([new Uri(SeedAddress.Usual)]);
        new FolderFetch(farm, "abc", _folder.Path).Sweep();

        Directory.GetFiles(_folder.Combine("frames")).Select(Path.GetFileName).Where(name => !name!.StartsWith("0000", StringComparison.Ordinal)).ShouldBe([".mine", "mine.part"], ignoreOrder: true);
    }

    private async Task<FetchResult> FetchAsync()
    {
        await using var seed = await ScriptedSeed.StartAsync(_files.AnswerAsync);
        using var farm = Farms.Of(seed);
        return await new FolderFetch(farm, "abc", _folder.Path).RunAsync(await farm.FilesAsync("abc"), null, CancellationToken.None);
    }

    private void ShouldBeWhole()
    {
        foreach (var file in _files.Listed) File.ReadAllBytes(_folder.Combine(file.Path)).ShouldBe(_files.ContentOf(file.Path), file.Path);
        Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Length.ShouldBe(_files.Listed.Count, "nothing else is left");
    }
}
