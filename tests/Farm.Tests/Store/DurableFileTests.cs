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
}
