using System.Text;
using MandelActors.Protocol.Documents;

namespace MandelActors.Protocol.Tests.Documents;

/// <summary>TOML as far as location files use it.</summary>
public sealed class TomlReaderTests
{
    [Theory]
    [InlineData("a = 1", "{a:1}")]
    [InlineData("\n# nothing\n a . b = 2 # two\n\"a c\" = 3\r\n", "{a:{b:2},a c:3}")]
    [InlineData("[a.b]\nc = true\n[a]\nd = false", "{a:{b:{c:true},d:false}}")]
    [InlineData("[[f]]\nx = 1\n[[f]]\nx = 2\n[f.g]\ny = 3", "{f:[{x:1},{x:2,g:{y:3}}]}")]
    [InlineData("a = [ 1, [ \"x\", 'y' ],\n # between\n -3.5e-7, ]", "{a:[1,['x','y'],-3.5e-7]}")]
    [InlineData("a = { b = 1, c.d = \"e\" }", "{a:{b:1,c:{d:'e'}}}")]
    [InlineData("a = 1_000", "{a:1000}")]
    [InlineData("a = \"tab\\tquote\\\" \\u00e9 \\U0001F600\"", "{a:'tab\tquote\" é 😀'}")]
    [InlineData("a = 'C:\\no\\escapes'", "{a:'C:\\no\\escapes'}")]
    [InlineData("a = \"\"\"\nfirst\nsecond\"\"\"", "{a:'first\nsecond'}")]
    [InlineData("a = \"\"\"one \\\n\n   two\"\"\"", "{a:'one two'}")]
    [InlineData("a = '''it's ''quoted'''''", "{a:'it's ''quoted'''}")]
    [InlineData("", "{}")]
    public void A_document_is_read(string text, string read) => Show(TomlReader.Read(Encoding.UTF8.GetBytes(text), "a.toml")).ShouldBe(read);

    [Theory]
    [InlineData("a", "a", "expected '=', found the end of the text in line 1")]
    [InlineData("a = 1\na = 2", "a", "expected this key once, found it again in line 2")]
    [InlineData("a = 1 b = 2", "a", "expected the end of the line, found 'b = 2' in line 1")]
    [InlineData("a = \"open\nb = 1", "a", "expected a closing \"")]
    [InlineData("a = \"\"\"open\nb = 1", "a", "expected a closing \", found the end of the text in line 2")]
    [InlineData("a = 2024-05-01", "a", "expected a value")]
    [InlineData("a = inf", "a", "expected a value")]
    [InlineData("a = \"\\q\"", "a", "expected an escape")]
    [InlineData("a = \"\\ud800\"", "a", "4 hexadecimal digits")]
    [InlineData("a = [ 1 2 ]", "a", "expected ',' or ']'")]
    [InlineData("a = [ 1,", "a[1]", "expected a value")]
    [InlineData("a = { b = 1", "a", "expected ',' or '}'")]
    [InlineData("a = 1\n[a]", "a", "expected a table above, found 1 in line 2")]
    [InlineData("a = 1\n[[a]]", "a", "expected a list here")]
    [InlineData("[a", "a", "expected ']'")]
    [InlineData("= 5", "", "expected a key, found '= 5' in line 1")]
    [InlineData("a = [[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]", "a[0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0]", "at most 16 levels")]
    public void A_mistake_is_named_with_key_and_line(string text, string key, string says)
    {
        var mistake = Should.Throw<BadInputException>(() => TomlReader.Read(Encoding.UTF8.GetBytes(text), "a.toml"));
        mistake.Origin.ShouldBe("a.toml");
        mistake.Key.ShouldBe(key);
        mistake.Expectation.ShouldContain(says);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        Should.Throw<BadInputException>(() => TomlReader.Read([0x61, 0x3d, 0xff, 0xfe], "a.toml")).Message.ShouldContain("UTF-8");

    private static string Show(DocumentNode node) => node switch
    {
        DocumentNode.Table table => "{" + string.Join(",", table.Entries.Select(entry => $"{entry.Key}:{Show(entry.Value)}")) + "}",
        DocumentNode.Sequence list => "[" + string.Join(",", list.Items.Select(Show)) + "]",
        DocumentNode.Text text => $"'{text.Value}'",
        DocumentNode.Number number => number.Raw,
        _ => node.Shown,
    };
}
