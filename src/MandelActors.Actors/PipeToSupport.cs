namespace MandelActors.Actors;

/// <summary>
/// Sends a task's outcome to an actor as a message: the result itself (or what <c>success</c> makes of it), or a
/// <see cref="Status.Failure"/> (or what <c>failure</c> makes of the exception). The actor goes on meanwhile.
/// </summary>
public static class PipeToSupport
{
    public static Task PipeTo<T>(
        this Task<T> taskToPipe, ICanTell recipient, IActorRef? sender = null,
        Func<T, object>? success = null, Func<Exception, object>? failure = null)
    {
        return Pipe();

        async Task Pipe()
        {
            object outcome;
            try
            {
                var result = await taskToPipe.ConfigureAwait(false);
                outcome = success is not null ? success(result) : result!;
            }
            catch (Exception cause)
            {
                outcome = failure is not null ? failure(cause) : new Status.Failure(cause);
            }

            recipient.Tell(outcome, sender);
        }
    }

    /// <summary>As above for a task without result: on success a message is sent only if <paramref name="success"/> makes one.</summary>
    public static Task PipeTo(
        this Task taskToPipe, ICanTell recipient, IActorRef? sender = null,
        Func<object>? success = null, Func<Exception, object>? failure = null)
    {
        return Pipe();

        async Task Pipe()
        {
            object? outcome;
            try
            {
                await taskToPipe.ConfigureAwait(false);
                outcome = success?.Invoke();
            }
            catch (Exception cause)
            {
                outcome = failure is not null ? failure(cause) : new Status.Failure(cause);
            }

            if (outcome is not null)
                recipient.Tell(outcome, sender);
        }
    }
}
