using MandelActors.Testing;

namespace MandelActors.Client.Tests.Files;

public sealed class DownloadTests : IDisposable
{
    private const string Frame = "frames/000000.png";

    private readonly TemporaryFolder _folder = new();
    private readonly ServedFiles _files = new ServedFiles().Add(Frame, Bytes(300_000, 1));

    private string Target => _folder.Combine("frames", "000000.png");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_connection_that_is_cut_goes_on_where_it_was()
    {
        var cuts = 0;
        _files.CutAfter = () => ++cuts <= 3 ? 70_000 : null;

        await DownloadAsync();

        ShouldBeWhole();
        _files.Asked.Select(asked => asked.From).ShouldBe([0, 70_000, 140_000, 210_000]);
    }

    [Fact]
    public async Task What_an_earlier_try_left_is_not_fetched_again()
    {
        // Nothing more comes after that, however long the seed takes to go.
        var connections = 0;
        _files.CutAfter = () => Interlocked.Increment(ref connections) == 1 ? 70_000 : 0;
        var seed = await ScriptedSeed.StartAsync(_files.AnswerAsync);
        var first = DownloadAsync(seed, () => seed.DisposeAsync().AsTask());
        await Should.ThrowAsync<FarmException>(first);
        File.Exists(Target).ShouldBeFalse("half a file has no name");
        var left = new FileInfo(Directory.GetFiles(_folder.Combine("frames")).ShouldHaveSingleItem()).Length;
        left.ShouldBeGreaterThan(0);
        _files.CutAfter = () => null;
        _files.Asked.Clear();

        await DownloadAsync();

        ShouldBeWhole();
        _files.Asked.ShouldBe([(Frame, left)]);
    }

    [Fact]
    public async Task A_seed_that_knows_no_ranges_sends_the_whole_again()
    {
        _files.KnowsRanges = false;
        var cuts = 0;
        _files.CutAfter = () => ++cuts == 1 ? 70_000 : null;

        await DownloadAsync();

        ShouldBeWhole();
        _files.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_part_that_was_spoilt_meanwhile_is_thrown_away()
    {
        Directory.CreateDirectory(_folder.Combine("frames"));
        await File.WriteAllBytesAsync(_folder.Combine("frames", $".000000.png.{_files.Listed[0].Sha256[..16]}.part"), new byte[200_000]);

        await DownloadAsync();

        ShouldBeWhole();
        _files.Asked.ShouldBe([(Frame, 200_000L), (Frame, 0L)]);
    }

    [Fact]
    public async Task Bytes_with_another_hash_never_get_the_files_name()
    {
        _files.Spoil(Frame);

        (await Should.ThrowAsync<FarmException>(DownloadAsync())).Message.ShouldContain("not what the farm says it is");

        File.Exists(Target).ShouldBeFalse();
    }

    [Fact]
    public async Task More_bytes_than_were_promised_are_not_taken()
    {
        var entry = _files.Listed[0] with { Bytes = 1000 };
        _files.Listed[0] = entry;

        (await Should.ThrowAsync<FarmException>(DownloadAsync())).Message.ShouldContain("goes on after 1000 bytes");

        File.Exists(Target).ShouldBeFalse();
    }

    [Fact]
    public async Task Connections_that_bring_nothing_are_given_up()
    {
        await using var seed = await ScriptedSeed.StartAsync(_ => Task.CompletedTask);

        (await Should.ThrowAsync<FarmException>(DownloadAsync(seed, () => Task.CompletedTask))).Message.ShouldContain("0 of 300000 bytes are here");
    }

    [Fact]
    public async Task An_empty_file_is_a_file()
    {
        _files.Add(Frame, []);

        await DownloadAsync();

        ShouldBeWhole();
    }

    [Theory]
    [InlineData("../scene.json")]
    [InlineData("/etc/passwd")]
    [InlineData("frames/../../x.png")]
    [InlineData("frames\\x.png")]
    [InlineData("frames//x.png")]
    [InlineData("frames/x.png.part")]
    [InlineData("frames/a b.png")]
    [InlineData("frames/x.")]
    [InlineData(".lock")]
    [InlineData("journal.db")]
    [InlineData("elsewhere/x.png")]
    [InlineData("")]
    public async Task A_name_that_leads_elsewhere_is_not_even_asked_for(string path)
    {
        await using var seed = await ScriptedSeed.StartAsync(_files.AnswerAsync);
        using var farm = Farms.Of(seed);

        (await Should.ThrowAsync<FarmException>(farm.DownloadAsync("abc", _files.Listed[0] with { Path = path }, Target))).Message.ShouldContain("which no job has");

        seed.Requests.ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    private static byte[] Bytes(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private async Task DownloadAsync()
    {
        await using var seed = await ScriptedSeed.StartAsync(_files.AnswerAsync);
        await DownloadAsync(seed, () => Task.CompletedTask);
    }

    /// <param name="afterFirst">Done once some bytes have come.</param>
    private async Task DownloadAsync(ScriptedSeed seed, Func<Task> afterFirst)
    {
        using var farm = new FarmClient([seed.Address], null, Farms.Hasty with { Takeover = TimeSpan.FromSeconds(1) });
        Task? after = null;
        long come = 0;
        _files.Come = () => Interlocked.Read(ref come);
        try
        {
            await farm.DownloadAsync("abc", _files.Listed[0], Target, bytes =>
            {
                Interlocked.Add(ref come, bytes);
                after ??= afterFirst();
            });
        }
        finally
        {
            await (after ?? Task.CompletedTask);
        }
    }

    private void ShouldBeWhole()
    {
        File.ReadAllBytes(Target).ShouldBe(_files.ContentOf(Frame));
        Directory.GetFiles(_folder.Combine("frames")).ShouldBe([Target], "nothing else is left");
    }
}
