using System.Runtime.Versioning;
using MandelActors.Farm.Seeds.Security;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Seeds;

public sealed class TokenFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public void Others_read_it_only_where_its_folders_let_them_through()
    {
        Skip.If(OperatingSystem.IsWindows(), "files have no modes here");
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        var folder = Directory.CreateDirectory(_folder.Combine("secrets"));
        var file = Path.Combine(folder.FullName, "tokens");
        File.WriteAllText(file, "read 5q4uYk0oKJm3wXy7Zr1tPb9sVd2fGh6a\n");
        folder.UnixFileMode = (UnixFileMode)0b111_101_101;
        File.SetUnixFileMode(file, (UnixFileMode)0b110_100_100);
        TokenTable.IsReadByOthers(file).ShouldBeTrue();
        folder.UnixFileMode = (UnixFileMode)0b111_000_000;
        TokenTable.IsReadByOthers(file).ShouldBeFalse("nobody else gets there");
        folder.UnixFileMode = (UnixFileMode)0b111_101_101;
        File.SetUnixFileMode(file, (UnixFileMode)0b110_000_000);
        TokenTable.IsReadByOthers(file).ShouldBeFalse();
    }
}
