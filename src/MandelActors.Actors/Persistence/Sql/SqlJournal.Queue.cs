using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace MandelActors.Actors.Persistence.Sql;

/// <content>The queue and the thread that serves it.</content>
public sealed partial class SqlJournal
{
    /// <summary>Appends in one transaction at most: bounds the time that the first of them waits for the others.</summary>
    private const int MaxGroup = 2000;

    /// <summary>Something to do on the journal's thread.</summary>
    private abstract class Work
    {
        /// <summary>When it was requested, as a timestamp.</summary>
        public long Since { get; } = Stopwatch.GetTimestamp();

        public abstract void Fail(Exception cause);
    }

    /// <summary>Events to append; waits for the commit of its group.</summary>
    private sealed class Append(IReadOnlyList<JournalEntry> entries) : Work
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<JournalEntry> Entries => entries;

        public Task Task => _done.Task;

        public void Succeed() => _done.TrySetResult();

        public override void Fail(Exception cause) => _done.TrySetException(cause);
    }

    /// <summary>Anything else: by itself, after all that came before it.</summary>
    private sealed class Call<T>(Func<T> function) : Call
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Task => _done.Task;

        public override void Run() => _done.TrySetResult(function());

        public override void Fail(Exception cause) => _done.TrySetException(cause);
    }

    private abstract class Call : Work
    {
        public abstract void Run();
    }

    private Task<T> Request<T>(Func<T> function)
    {
        var call = new Call<T>(function);
        Enqueue(call);
        return call.Task;
    }

    private void Enqueue(Work work)
    {
        try
        {
            _queue.Add(work);
        }
        catch (Exception cause) when (cause is InvalidOperationException or ObjectDisposedException)
        {
            work.Fail(new ObjectDisposedException($"{_name} is closed", cause));
        }
    }

    private void ServeQueue()
    {
        var group = new List<Append>();
        while (TryNext(out var work))
        {
            while (work is Append append)
            {
                group.Add(append);
                if (group.Count == MaxGroup || !_queue.TryTake(out work))
                    work = null;
            }

            if (group.Count > 0)
                AppendGroup(group);
            group.Clear();
            if (work is not null)
                RunAlone((Call)work);
        }
    }

    private bool TryNext([NotNullWhen(true)] out Work? work) => _queue.TryTake(out work, Timeout.Infinite);

    private void RunAlone(Call call)
    {
        try
        {
            WithConnection(call.Since, call.Run);
        }
        catch (Exception cause)
        {
            call.Fail(cause);
        }
    }
}
