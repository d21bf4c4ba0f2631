using MandelActors.Protocol.Api;

namespace MandelActors.Console.Farms;

/// <summary>What somebody who watches a job is told.</summary>
internal abstract record WatchReport
{
    private WatchReport()
    {
    }

    /// <summary>Where the job stands.</summary>
    public sealed record Seen(JobView Job) : WatchReport;

    /// <summary>The farm is out of reach for a moment; it is being looked for.</summary>
    public sealed record Lost(string Reason) : WatchReport;
}
