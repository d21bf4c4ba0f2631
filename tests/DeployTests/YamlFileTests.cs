using MandelActors.DeployTests.Harness;
using YamlDotNet.Core;

namespace MandelActors.DeployTests;

/// <summary>The reader of the other tests is strict.</summary>
public sealed class YamlFileTests
{
    [Theory]
    [InlineData("a: 1\na: 2\n")]
    [InlineData("a: [1\n")]
    [InlineData("a:\n\t- 1\n")]
    [InlineData("a: *nobody\n")]
    public void Refuses(string text) => Should.Throw<YamlException>(() => YamlFile.Parse(text));

    [Theory]
    [InlineData("a: 1", """{"a":1}""")]
    [InlineData("a: \"1\"", """{"a":"1"}""")]
    [InlineData("a: true\nb: yes\nc:", """{"a":true,"b":"yes","c":null}""")]
    [InlineData("x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}", """{"x":{"a":1,"b":2},"y":{"b":3,"a":1}}""")]
    public void Reads(string text, string json) => YamlFile.Parse(text).Single().ToJsonString().ShouldBe(json);
}
