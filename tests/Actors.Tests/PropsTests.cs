namespace MandelActors.Actors.Tests;

public sealed class PropsTests : ActorTest
{
    private const string Constant = "constant";

    private static string Property => "property";

    private readonly string _field = "field";

    /// <summary>Answers with what its constructor was given.</summary>
    private sealed class Holder : ReceiveActor
    {
        public Holder(object value, IEnumerable<int>? numbers = null) =>
            ReceiveAny(_ => Sender.Tell($"{value} {string.Join(",", numbers ?? [])}", Self));
    }

    private async Task<string> Asked(Props props) => await System.ActorOf(props).Ask<string>("?").WaitAsync(Patience);

    [Fact]
    public async Task Arguments_may_be_any_expression()
    {
        string local = "local";
        List<int> list = [1, 2];

        (await Asked(Props.Create(() => new Holder(Constant, null)))).ShouldBe("constant ");
        (await Asked(Props.Create(() => new Holder(local, null)))).ShouldBe("local ");
        (await Asked(Props.Create(() => new Holder(_field, list)))).ShouldBe("field 1,2");
        (await Asked(Props.Create(() => new Holder(Property, null)))).ShouldBe("property ");
        (await Asked(Props.Create(() => new Holder(local.Length + 1, list)))).ShouldBe("6 1,2");
        (await Asked(Props.Create(() => new Holder(string.Concat(local, "!"), list.Where(n => n > 1))))).ShouldBe("local! 2");
    }

    [Fact]
    public async Task Arguments_are_evaluated_once_so_a_restart_gets_the_same()
    {
        int evaluations = 0;
        Func<int> next = () => ++evaluations;
        var props = Props.Create(() => new Holder(next(), null));

        (await Asked(props)).ShouldBe("1 ");
        (await Asked(props)).ShouldBe("1 ");
        props.Arguments.ShouldBe([1, null]);
    }

    [Fact]
    public async Task Arguments_may_be_given_as_a_list() => (await Asked(Props.Create<Holder>("x", null))).ShouldBe("x ");

    [Fact]
    public void What_is_no_constructor_call_is_an_error() => Should.Throw<ArgumentException>(() => Props.Create(() => Made()));

    [Fact]
    public void What_is_no_actor_is_an_error() => Should.Throw<ArgumentException>(() => Props.Create(typeof(string)));

    private static Holder Made() => throw new DeliberateException();
}
