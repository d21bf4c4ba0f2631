namespace MandelActors.Farm.Transport;

/// <summary>What becomes of a part that somebody hands in.</summary>
public abstract record UploadAnswer
{
    private UploadAnswer()
    {
    }

    /// <summary>It is complete, verified, and on disk.</summary>
    public sealed record Taken(long Length) : UploadAnswer;

    /// <summary>This much of it is here.</summary>
    public sealed record Begun(long Length) : UploadAnswer;

    /// <summary>The bytes were to go where they do not fit: so much is here.</summary>
    public sealed record Misplaced(long Length) : UploadAnswer;

    /// <summary>There is no such job, frame or part.</summary>
    public sealed record Unknown(string Reason) : UploadAnswer;

    /// <summary>Another attempt is current.</summary>
    public sealed record Stale(string Reason) : UploadAnswer;

    /// <summary>Its bytes will not do; nothing of them is kept.</summary>
    public sealed record Refused(string Reason) : UploadAnswer;

    /// <summary>It is longer than this seed takes.</summary>
    public sealed record TooLong(long Most) : UploadAnswer;

    /// <summary>It came too slowly, or not to its end. What came is kept.</summary>
    public sealed record Broken(string Reason) : UploadAnswer;

    /// <summary>The disk is full.</summary>
    public sealed record NoRoom(string Reason) : UploadAnswer;

    /// <summary>Nobody coordinates here now, the job is being opened, or its folder is closed to the seed.</summary>
    public sealed record Unavailable(string Reason) : UploadAnswer;
}
