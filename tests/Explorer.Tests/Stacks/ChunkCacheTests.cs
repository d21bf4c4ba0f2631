using MandelActors.Explorer.Stacks;

namespace MandelActors.Explorer.Tests.Stacks;

public sealed class ChunkCacheTests
{
    private int _computed;

    [Fact]
    public async Task Twenty_who_ask_at_once_get_one_computation()
    {
        var cache = new ChunkCache(1 << 20);
        var gate = new TaskCompletionSource<byte[]>();

        var all = Enumerable.Range(0, 20).Select(_ => cache.GetAsync("0.0.0", Compute, CancellationToken.None)).ToArray();
        gate.SetResult([1, 2, 3]);

        foreach (var bytes in await Task.WhenAll(all)) bytes.ShouldBe([(byte)1, (byte)2, (byte)3]);
        _computed.ShouldBe(1);

        Task<byte[]> Compute(CancellationToken ending)
        {
            Interlocked.Increment(ref _computed);
            return gate.Task;
        }
    }

    [Fact]
    public async Task What_is_kept_never_exceeds_the_bound()
    {
        const int capacity = 10_000;
        var cache = new ChunkCache(capacity);
        var most = 0L;

        for (var i = 0; i < 300; i++)
        {
            await cache.GetAsync($"{i}", Bytes(i * 37 % 4000), CancellationToken.None);
            cache.Bytes.ShouldBeLessThanOrEqualTo(capacity);
            most = Math.Max(most, cache.Bytes);
        }

        most.ShouldBeGreaterThan(capacity / 2, "it is used");
        _computed.ShouldBe(300);
    }

    [Fact]
    public async Task What_was_asked_for_longest_ago_is_computed_again()
    {
        var cache = new ChunkCache(2 * (1000 + ChunkCache.EntryBytes));
        foreach (var name in (string[])["a", "b", "a", "c", "a"]) await cache.GetAsync(name, Bytes(1000), CancellationToken.None);
        _computed.ShouldBe(3);

        await cache.GetAsync("b", Bytes(1000), CancellationToken.None);

        _computed.ShouldBe(4);
    }

    [Fact]
    public async Task What_is_larger_than_the_bound_is_handed_out_and_drives_nothing_away()
    {
        var cache = new ChunkCache(2000);
        await cache.GetAsync("small", Bytes(1000), CancellationToken.None);

        (await cache.GetAsync("large", Bytes(5000), CancellationToken.None)).Length.ShouldBe(5000);
        (await cache.GetAsync("large", Bytes(5000), CancellationToken.None)).Length.ShouldBe(5000);
        await cache.GetAsync("small", Bytes(1000), CancellationToken.None);

        _computed.ShouldBe(3);
    }

    [Fact]
    public async Task A_failure_reaches_everybody_and_is_not_kept()
    {
        var cache = new ChunkCache(1 << 20);
        var gate = new TaskCompletionSource<byte[]>();
        var both = Enumerable.Range(0, 2).Select(_ => cache.GetAsync("x", _ => gate.Task, CancellationToken.None)).ToArray();
        gate.SetException(new InvalidOperationException("no"));
        foreach (var one in both) await Should.ThrowAsync<InvalidOperationException>(one);

        (await cache.GetAsync("x", Bytes(5), CancellationToken.None)).Length.ShouldBe(5);
    }

    [Fact]
    public async Task Who_leaves_takes_nothing_from_the_one_who_stays()
    {
        var cache = new ChunkCache(1 << 20);
        var gate = new TaskCompletionSource<byte[]>();
        using var leaving = new CancellationTokenSource();
        var first = cache.GetAsync("x", ending => gate.Task.WaitAsync(ending), leaving.Token);
        var second = cache.GetAsync("x", Bytes(1), CancellationToken.None);

        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        gate.SetResult([7]);

        (await second).ShouldBe([(byte)7]);
        _computed.ShouldBe(0, "the second waits for the first one's computation");
    }

    [Fact]
    public async Task What_nobody_waits_for_is_cancelled_and_computed_anew_for_the_next()
    {
        var cache = new ChunkCache(1 << 20);
        var cancelled = new TaskCompletionSource();
        using var leaving = new CancellationTokenSource();
        var first = cache.GetAsync("x", Endless, leaving.Token);

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(first);
        await cancelled.Task;
        (await cache.GetAsync("x", Bytes(9), CancellationToken.None)).Length.ShouldBe(9);

        async Task<byte[]> Endless(CancellationToken ending)
        {
            var end = new TaskCompletionSource();
            await using (ending.Register(end.SetResult)) await end.Task;
            cancelled.SetResult();
            ending.ThrowIfCancellationRequested();
            return [];
        }
    }

    private Func<CancellationToken, Task<byte[]>> Bytes(int length) => _ =>
    {
        Interlocked.Increment(ref _computed);
        return Task.FromResult(new byte[length]);
    };
}
