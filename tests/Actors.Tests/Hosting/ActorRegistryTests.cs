using MandelActors.Actors.Hosting;

namespace MandelActors.Actors.Tests.Hosting;

public sealed class ActorRegistryTests
{
    private readonly ActorRegistry _registry = new();

    private static IActorRef Some => ActorRefs.Nobody;

    [Fact]
    public void What_is_registered_is_found()
    {
        _registry.Register<string>(Some);

        _registry.Get<string>().ShouldBe(Some);
        _registry.TryGet<string>(out var found).ShouldBeTrue();
        found.ShouldBe(Some);
    }

    [Fact]
    public void What_is_not_registered_is_an_error_with_its_key()
    {
        Should.Throw<ActorRegistryException>(() => _registry.Get<string>()).Message.ShouldContain("String");
        _registry.TryGet<string>(out _).ShouldBeFalse();
    }

    [Fact]
    public void Registering_twice_is_an_error_unless_overwriting()
    {
        _registry.Register<string>(Some);

        Should.Throw<DuplicateActorRegistryException>(() => _registry.Register<string>(Some));
        _registry.TryRegister<string>(Some).ShouldBeFalse();
        _registry.TryRegister<string>(Some, overwrite: true).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_asks_early_is_answered_when_the_actor_is_registered()
    {
        var waiting = _registry.GetAsync<string>();
        waiting.IsCompleted.ShouldBeFalse();

        _registry.Register<string>(Some);

        (await waiting).ShouldBe(Some);
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        var waiting = _registry.GetAsync<string>(source.Token);

        await source.CancelAsync();

        await Should.ThrowAsync<TaskCanceledException>(waiting);
    }
}
