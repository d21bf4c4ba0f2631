using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

using MandelActors.Testing;

namespace MandelActors.Architecture.Tests.Rooms;

public class RoomTableTests
{
    private static readonly string[] Built =
        [.. Directory.EnumerateDirectories(RepositoryRoot.Combine("src"), "MandelActors.*").Select(folder => RoomTable.RoomOf(Path.GetFileName(folder))!)];

    public static TheoryData<string> BuiltRooms { get; } = new(Built);

    [Fact]
    public void Rooms_are_found_at_all() => Built.Length.ShouldBeGreaterThanOrEqualTo(8);

    [Theory]
    [MemberData(nameof(BuiltRooms))]
    public void A_room_names_only_projects_it_may(string room) => RoomTable.ProjectFaults(room, ProjectReferences(room)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(BuiltRooms))]
    public void A_compiled_room_uses_only_rooms_within_reach(string room) => RoomTable.AssemblyFaults(room, AssemblyReferences(room)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(BuiltRooms))]
    public void A_room_has_tests(string room) => Directory.Exists(RepositoryRoot.Combine("tests", room + ".Tests")).ShouldBeTrue();

    [Theory]
    [MemberData(nameof(BuiltRooms))]
    public void A_room_says_what_is_in_it(string room)
    {
        string readme = RepositoryRoot.Combine("src", $"MandelActors.{room}", "README.md");
        File.Exists(readme).ShouldBeTrue($"{readme} is missing");
        File.ReadAllText(readme).Length.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void The_page_about_the_rooms_names_each_built_room()
    {
        string page = File.ReadAllText(RepositoryRoot.Combine("src", "README.md"));
        Built.Where(room => !page.Contains(room, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void References_are_read_from_projects_and_assemblies()
    {
        ProjectReferences("Kernels").ShouldContain("Fractals");
        AssemblyReferences("Fractals").ShouldContain("Numerics");
    }

    [Fact]
    public void A_reference_against_the_table_is_found()
    {
        RoomTable.ProjectFaults("Numerics", ["Imaging"]).ShouldBe(["Numerics may not reference Imaging"]);
        RoomTable.ProjectFaults("Console", ["Protocol"]).ShouldBe(["Console may not reference Protocol"]);
        RoomTable.AssemblyFaults("Protocol", ["Numerics", "Fractals"]).ShouldBe(["Protocol may not reference Fractals"]);
        RoomTable.ProjectFaults("Garage", []).ShouldBe(["Garage is no room of the table"]);
    }

    [Fact]
    public void An_assembly_may_use_what_its_references_bring()
    {
        RoomTable.AssemblyFaults("Console", RoomTable.Rooms.Where(room => room != "Console")).ShouldBeEmpty();
        RoomTable.AssemblyFaults("Kernels", ["Numerics"]).ShouldBeEmpty();
    }

    private static IEnumerable<string> ProjectReferences(string room)
    {
        string project = RepositoryRoot.Combine("src", $"MandelActors.{room}", $"MandelActors.{room}.csproj");
        return XDocument.Load(project).Descendants("ProjectReference")
            .Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'))
            .Select(path => RoomTable.RoomOf(Path.GetFileNameWithoutExtension(path)) ?? path);
    }

    private static List<string> AssemblyReferences(string room)
    {
        string name = room == "Console" ? "mandel" : $"MandelActors.{room}";
        string assembly = RepositoryRoot.Combine("src", $"MandelActors.{room}", "bin", RepositoryRoot.Configuration, "net10.0", name + ".dll");
        using PEReader file = new(File.OpenRead(assembly));
        MetadataReader metadata = file.GetMetadataReader();
        return
        [
            .. metadata.AssemblyReferences
                .Select(handle => RoomTable.RoomOf(metadata.GetString(metadata.GetAssemblyReference(handle).Name)))
                .OfType<string>(),
        ];
    }
}
