using MandelActors.Farm.Store;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Store;

public sealed class DurableFileTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void A_write_that_fails_half_way_keeps_the_old_file()
    {
        string path = _temporary.Combine("manifest.json");
        DurableFile.Write(path, stream => stream.Write("old"u8));

        Should.Throw<InvalidOperationException>(() => DurableFile.Write(path, stream =>
        {
            stream.Write("ne"u8);
            throw new InvalidOperationException("half way");
        }));

        File.ReadAllText(path).ShouldBe("old");
        Directory.GetFiles(_temporary.Path).ShouldBe([path]);
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData(".manifest.json.tmp")]
    public void A_folder_in_the_way_is_told_before_anything_is_written_and_stays(string name)
    {
        string path = _temporary.Combine("manifest.json");
        Directory.CreateDirectory(_temporary.Combine(name));

        var refused = Should.Throw<ObstructedException>(() => DurableFile.Write(path, _ => throw new InvalidOperationException("written")));

        refused.Message.ShouldBe($"'{_temporary.Combine(name)}' is a folder where a file belongs; move it away, then retry");
        Directory.GetFileSystemEntries(_temporary.Path).ShouldBe([_temporary.Combine(name)]);
    }

    [Fact]
    public void A_file_in_a_folders_place_is_told()
    {
        File.WriteAllText(_temporary.Combine("frames"), "");

        Should.Throw<ObstructedException>(() => DurableFile.CreateFolder(_temporary.Combine("frames", "more")))
            .Message.ShouldStartWith($"'{_temporary.Combine("frames")}' is a file where a folder belongs");
    }
}
