using System.Text;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Links;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Protocol.Tests.Links;

/// <summary>The files in <c>Samples</c> were written once and are never written again: programs of one version of the link understand each other.</summary>
public class LinkCodecTests
{
    public static TheoryData<string> Names => new(LinkCodec.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_message_reads_and_is_written_as_its_sample(string name)
    {
        string sample = Encoding.UTF8.GetString(SampleOf(name)).TrimEnd();

        var envelope = LinkCodec.Read(Encoding.UTF8.GetBytes(sample));

        LinkCodec.NameOf(envelope.Message).ShouldBe(name);
        Encoding.UTF8.GetString(LinkCodec.Write(envelope)).ShouldBe(sample);
    }

    [Fact]
    public void An_envelope_says_who_speaks_to_whom()
    {
        var envelope = LinkCodec.Read(SampleOf("request-frames.v1"));

        (envelope.To, envelope.From).ShouldBe((1, 3));
        var request = envelope.Message.ShouldBeOfType<RequestFrames>();
        request.Worker.ShouldBe(new WorkerId("rack1/6f1c2a90b7d4/worker-1"));
        request.Held.ShouldBe([new FrameNumber(4), new FrameNumber(5)]);
    }

    [Fact]
    public void A_key_of_a_later_program_is_skipped() =>
        LinkCodec.Read("""{"type":"gone.v1","later":[1],"body":{"number":7,"why":"later"}}"""u8.ToArray()).Message.ShouldBe(new LinkProtocol.Gone(7));

    [Theory]
    [InlineData("")]
    [InlineData("nothing")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"type":"gone.v1"}""")]
    [InlineData("""{"type":"gone.v1","body":null}""")]
    [InlineData("""{"type":"gone.v1","body":{}}""")]
    [InlineData("""{"type":7,"body":{}}""")]
    [InlineData("""{"type":"gone.v2","body":{"number":7}}""")]
    [InlineData("""{"to":"x","type":"gone.v1","body":{"number":7}}""")]
    [InlineData("""{"to":9999999999,"type":"gone.v1","body":{"number":7}}""")]
    [InlineData("""{"type":"frames-granted.v1","body":{"leases":null}}""")]
    [InlineData("""{"type":"job-detached.v1","body":{"job":"../../etc"}}""")]
    [InlineData("""{"type":"complete-frame.v1","body":{"frame":1,"attempt":1,"worker":"w","device":"d","deviceKind":"k","sha256":"zz","bytes":1,"milliseconds":1}}""")]
    public void Anything_else_is_refused_in_one_line(string text) =>
        Should.Throw<FormatException>(() => LinkCodec.Read(Encoding.UTF8.GetBytes(text))).Message.ShouldNotContain("\n");

    [Fact]
    public void Depth_is_bounded() =>
        Should.Throw<FormatException>(() => LinkCodec.Read(Encoding.UTF8.GetBytes(
            """{"type":"job-attached.v1","body":{"job":"a","actor":1,"scene":""" + new string('[', 5000) + new string(']', 5000) + """ ,"identity":"x","priority":0}}""")));

    [Fact]
    public void What_is_not_for_a_link_is_not_written() =>
        Should.Throw<ArgumentException>(() => LinkCodec.Write(new LinkEnvelope(0, null, new CancelJob("by a node"))));

    [Theory]
    [InlineData("rack1", true)]
    [InlineData("a.b_c-9", true)]
    [InlineData("", false)]
    [InlineData(".hidden", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    [InlineData("ä", false)]
    public void Names_of_nodes_are_safe_as_names_of_folders(string name, bool valid) => LinkProtocol.IsNodeName(name).ShouldBe(valid);

    private static byte[] SampleOf(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Links", "Samples", $"{name}.json"));
}
