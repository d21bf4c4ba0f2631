using MandelActors.Explorer.Stacks;

namespace MandelActors.Explorer.Tests.Stacks;

public sealed class DeviceTurnsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Callers_come_in_the_order_in_which_they_asked_and_one_at_a_time()
    {
        using var device = new WatchedDevice();
        await using var turns = new DeviceTurns(device);
        using var gate = new ManualResetEventSlim();
        var (order, inside) = (new List<int>(), 0);
        var first = turns.TakeAsync((_, ending) => gate.Wait(Patience, ending), CancellationToken.None);

        var all = Enumerable.Range(0, 50).Select(i => turns.TakeAsync((_, _) => Enter(i), CancellationToken.None)).ToArray();
        order.ShouldBeEmpty("the first has the device");
        gate.Set();
        await first;
        await Task.WhenAll(all);

        order.ShouldBe(Enumerable.Range(0, 50));

        bool Enter(int i)
        {
            Interlocked.Increment(ref inside).ShouldBe(1);
            order.Add(i);
            return Interlocked.Decrement(ref inside) == 0;
        }
    }

    [Fact]
    public async Task Who_leaves_the_queue_neither_holds_up_those_behind_nor_lets_them_go_early()
    {
        using var device = new WatchedDevice();
        await using var turns = new DeviceTurns(device);
        using var gate = new ManualResetEventSlim();
        using var leaving = new CancellationTokenSource();
        var first = turns.TakeAsync((_, ending) => gate.Wait(Patience, ending), CancellationToken.None);
        var second = turns.TakeAsync((_, _) => true, leaving.Token);
        var third = turns.TakeAsync((_, _) => gate.IsSet, CancellationToken.None);

        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(second);
        gate.Set();

        (await first).ShouldBeTrue();
        (await third).ShouldBeTrue("the first had the device until the gate opened");
    }

    [Fact]
    public async Task A_failure_ends_a_turn_like_anything_else()
    {
        using var device = new WatchedDevice();
        await using var turns = new DeviceTurns(device);

        await Should.ThrowAsync<InvalidOperationException>(turns.TakeAsync<int>((_, _) => throw new InvalidOperationException(), CancellationToken.None));

        (await turns.TakeAsync((_, _) => 5, CancellationToken.None)).ShouldBe(5);
    }

    [Fact]
    public async Task At_the_end_everybody_is_sent_home_and_waited_for()
    {
        using var device = new WatchedDevice();
        var turns = new DeviceTurns(device);
        var (started, hasEnded) = (new TaskCompletionSource(), false);
        var working = turns.TakeAsync(
            (_, ending) =>
            {
                started.SetResult();
                ending.WaitHandle.WaitOne();
                hasEnded = true;
                ending.ThrowIfCancellationRequested();
                return 0;
            },
            CancellationToken.None);
        var waiting = turns.TakeAsync((_, _) => 0, CancellationToken.None);
        await started.Task;

        await turns.DisposeAsync();

        hasEnded.ShouldBeTrue();
        await Should.ThrowAsync<OperationCanceledException>(working);
        await Should.ThrowAsync<OperationCanceledException>(waiting);
        await Should.ThrowAsync<OperationCanceledException>(turns.TakeAsync((_, _) => 0, CancellationToken.None));
    }
}
