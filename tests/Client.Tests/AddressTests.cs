using MandelActors.Protocol.Documents;
using MandelActors.Testing;

namespace MandelActors.Client.Tests;

/// <summary>Where seeds are, and who asks them.</summary>
public sealed class AddressTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http://127.0.0.1:7414", "http://127.0.0.1:7414/")]
    [InlineData("https://one:7414, https://two/farm", "https://one:7414/ https://two/farm/")]
    [InlineData("http://[::1]:7414/,http://[::1]:7414", "http://[::1]:7414/")]
    public void Addresses_are_read_in_order_and_once_each(string text, string expected) =>
        string.Join(' ', SeedAddress.ParseList("--seed", text)).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("host:7414")]
    [InlineData("ftp://host")]
    [InlineData("http://")]
    [InlineData("http://me:secret@host")]
    [InlineData("http://host/?a=b")]
    [InlineData("http://one,,http://two")]
    public void What_is_no_address_of_a_seed_is_refused(string text) =>
        Should.Throw<BadInputException>(() => SeedAddress.ParseList("--seed", text)).Message.ShouldNotContain("secret");

    [Theory]
    [InlineData("abc123", "abc123")]
    [InlineData("abc123\n", "abc123")]
    [InlineData("  submit   abc123 \r\nread def456\r\n", "abc123")]
    [InlineData("\uFEFFabc123", "abc123")]
    [InlineData("# of the farm in the cellar\n\nabc123 # Ada's\n", "abc123")]
    public void The_token_is_the_last_word_of_the_first_line(string content, string token)
    {
        File.WriteAllText(_folder.Combine("token"), content);

        AccessToken.Read(_folder.Combine("token")).ShouldBe(token);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n# abc123\n")]
    [InlineData("geheimnisvoll\u00E4")]
    [InlineData("abc\u0001")]
    public void A_file_without_a_token_is_refused_and_not_shown(string content)
    {
        File.WriteAllText(_folder.Combine("token"), content);

        Should.Throw<BadInputException>(() => AccessToken.Read(_folder.Combine("token"))).Message.ShouldNotContain("geheimnis");
    }

    [Fact]
    public void A_token_as_long_as_a_book_is_refused()
    {
        File.WriteAllText(_folder.Combine("token"), new string('a', 1 << 20));

        Should.Throw<BadInputException>(() => AccessToken.Read(_folder.Combine("token")));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Should.Throw<BadInputException>(() => AccessToken.Read(_folder.Combine("nowhere"))).Message.ShouldContain("nowhere");
}
