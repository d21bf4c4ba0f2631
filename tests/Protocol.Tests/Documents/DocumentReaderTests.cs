using MandelActors.Protocol.Documents;

namespace MandelActors.Protocol.Tests.Documents;

public sealed class DocumentReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mandel-documents-").FullName;

    [Fact]
    public void A_missing_file_is_reported_by_its_name()
    {
        var path = Path.Combine(_folder, "nowhere.json");

        Should.Throw<BadInputException>(() => DocumentReader.ReadFile(path)).Message.ShouldBe($"{path}: expected a JSON file, found nothing there");
    }

    [Fact]
    public void A_folder_is_no_file() =>
        Should.Throw<BadInputException>(() => DocumentReader.ReadFile(_folder)).Message.ShouldContain("found a folder");

    [SkippableFact]
    public void An_endless_file_is_read_no_further_than_the_bound()
    {
        Skip.IfNot(File.Exists("/dev/zero"), "this system has no /dev/zero");

        Should.Throw<BadInputException>(() => DocumentReader.ReadFile("/dev/zero")).Origin.ShouldBe("/dev/zero");
    }

    [SkippableFact]
    public void A_file_one_may_not_read_is_reported()
    {
        Skip.If(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "permissions do not hold this account back: run as an ordinary user");
        var path = Path.Combine(_folder, "locked.json");
        File.WriteAllText(path, "{}");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.None);

        Should.Throw<BadInputException>(() => DocumentReader.ReadFile(path)).Message.ShouldContain("readable");
    }

    [Fact]
    public void Comments_and_trailing_commas_are_fine()
    {
        var table = DocumentReader.Read("/* a */ { \"x\": [1, 2,], // b\n }"u8, "text");

        ((DocumentNode.Sequence)table.Entries["x"]).Items.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("a.b[1]", "2")]
    [InlineData("a.b.1", "2")]
    [InlineData("a.b[7]", "a list of 2")]
    [InlineData("a.x.y", "an object")]
    public void The_nearest_node_under_a_path_is_found(string path, string shown) =>
        DocumentReader.Read("{ \"a\": { \"b\": [1, 2] } }"u8, "text").Nearest(path).Shown.ShouldBe(shown);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
