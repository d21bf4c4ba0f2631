namespace MandelActors.Actors;

/// <summary>The answer of something that could only succeed or fail.</summary>
public abstract class Status
{
    private Status()
    {
    }

    /// <summary>It succeeded, with a result or none.</summary>
    public sealed class Success(object? status) : Status
    {
        public static readonly Success Instance = new(null);

        public readonly object? Status = status;

        public override string ToString() => $"Success: {Status}";
    }

    /// <summary>It failed; an <c>Ask</c> answered with this throws <see cref="Cause"/>.</summary>
    public sealed class Failure(Exception cause, object? state) : Status
    {
        public readonly Exception Cause = cause;

        /// <summary>Whatever the sender added to tell its failures apart.</summary>
        public readonly object? State = state;

        public Failure(Exception cause)
            : this(cause, null)
        {
        }

        public override string ToString() => $"Failure: {Cause}";
    }
}
