namespace MandelActors.Farm.Links;

/// <summary>What becomes of a node's link.</summary>
public abstract record LinkReport
{
    private LinkReport()
    {
    }

    /// <summary>The link stands.</summary>
    /// <param name="Seed">Where.</param>
    /// <param name="Name">What the seed is called.</param>
    public sealed record Connected(Uri Seed, string Name) : LinkReport;

    /// <summary>The link ended, or did not come about.</summary>
    /// <param name="Seed">Which seed.</param>
    /// <param name="Reason">One line.</param>
    /// <param name="Again">Until the next try.</param>
    public sealed record Lost(Uri Seed, string Reason, TimeSpan Again) : LinkReport;
}
