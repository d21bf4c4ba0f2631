using MandelActors.Farm.Leadership;

namespace MandelActors.Farm.Tests.Leadership;

public sealed class SoleLeadershipTests
{
    [Fact]
    public async Task It_leads_from_the_start_and_until_it_is_disposed()
    {
        SoleLeadership leadership = new();
        await using IAsyncEnumerator<LeadershipState> states = leadership.WatchAsync().GetAsyncEnumerator();

        (await states.MoveNextAsync()).ShouldBeTrue();
        states.Current.ShouldBe(new LeadershipState.Leading(1));
        ((ILeadership)leadership).IsLeader.ShouldBeTrue();
        ValueTask<bool> next = states.MoveNextAsync();
        next.IsCompleted.ShouldBeFalse();

        await leadership.DisposeAsync();
        (await next).ShouldBeFalse();
    }
}
