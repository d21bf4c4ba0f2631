using MandelActors.Explorer.Stacks;
using MandelActors.Protocol.Documents;

namespace MandelActors.Explorer.Tests.Stacks;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:7420", "127.0.0.1:7420")]
    [InlineData("127.8.9.1:0", "127.8.9.1:0")]
    [InlineData("[::1]:65535", "[::1]:65535")]
    [InlineData("LocalHost:80", "127.0.0.1:80")]
    public void An_address_of_this_machine_is_read(string text, string endpoint) => ListenAddress.Parse(text).ToString().ShouldBe(endpoint);

    [Theory]
    [InlineData("")]
    [InlineData("7420")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("127.0.0.1:+1")]
    [InlineData("::1:7420")]
    [InlineData("[::1]")]
    [InlineData("localhost")]
    [InlineData("example.org:80")]
    [InlineData("http://127.0.0.1:80")]
    public void What_is_no_address_with_a_port_is_refused(string text) =>
        Should.Throw<BadInputException>(() => ListenAddress.Parse(text)).Expectation.ShouldContain("ADDRESS:PORT");

    [Theory]
    [InlineData("0.0.0.0:7420")]
    [InlineData("192.0.2.1:7420")]
    [InlineData("[::]:7420")]
    [InlineData("[2001:db8::1]:7420")]
    [InlineData("[::ffff:192.0.2.1]:7420")]
    public void What_others_could_reach_is_refused(string text) =>
        Should.Throw<BadInputException>(() => ListenAddress.Parse(text)).Expectation.ShouldContain("no token yet");
}
