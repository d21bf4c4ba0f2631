using System.Reflection;
using MandelActors.Farm.Settings;
using MandelActors.Protocol.Documents;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Settings;

/// <summary>The reference and the records say the same: no key without a meaning, no setting without a default.</summary>
public sealed class ReferenceTests
{
    public static TheoryData<string> Keys => [.. KeysOf(SettingsLoader.ReadReference(), "")];

    [Fact]
    public void Every_key_is_a_property_and_every_property_has_a_key() =>
        KeysOf(SettingsLoader.ReadReference(), "").Order().ShouldBe(KeysOf(typeof(NodeSettings), "").Order());

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_key_taken_away_stops_the_start(string key)
    {
        // The reference is the only place of defaults: were a key not read, its absence would go unnoticed.
        var document = SettingsLoader.ReadReference();
        var segments = KeyPath.Split(key);
        var parent = segments.Length == 1 ? document : (DocumentNode.Table)document.Entries[segments[0]];
        parent.Entries.Remove(segments[^1]);

        Should.Throw<BadInputException>(() => SettingsReader.Read(document)).Key.ShouldBe(key);
    }

    [Fact]
    public void The_copy_for_people_is_the_one_the_program_reads() =>
        DocumentReader.ReadFile(RepositoryRoot.Combine("hocon", "reference.conf")).Entries.Keys.ShouldBe(SettingsLoader.ReadReference().Entries.Keys);

    [Fact]
    public void Every_key_has_a_comment_above_it()
    {
        var lines = File.ReadAllLines(RepositoryRoot.Combine("hocon", "reference.conf"));
        for (var i = 1; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.StartsWith('"') && !line.EndsWith('{')) lines[i - 1].Trim().ShouldStartWith("//", customMessage: line);
        }
    }

    private static IEnumerable<string> KeysOf(DocumentNode.Table table, string path) => table.Entries.SelectMany(entry =>
        entry.Value is DocumentNode.Table inner ? KeysOf(inner, KeyPath.Child(path, entry.Key)) : [KeyPath.Child(path, entry.Key)]);

    private static IEnumerable<string> KeysOf(Type record, string path) => record.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(property =>
    {
        var key = KeyPath.Child(path, char.ToLowerInvariant(property.Name[0]) + property.Name[1..]);
        return property.PropertyType.Namespace == record.Namespace ? KeysOf(property.PropertyType, key) : [key];
    });
}
