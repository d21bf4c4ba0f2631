namespace MandelActors.Farm.Seeds.Http;

/// <summary>What a token lets its bearer do.</summary>
[Flags]
public enum SeedRole
{
    /// <summary>Nothing: what everybody may see.</summary>
    None = 0,

    /// <summary>See jobs, nodes, logs and files.</summary>
    Read = 1,

    /// <summary>Send jobs and act on them; who may do that may read.</summary>
    Submit = 2,

    /// <summary>Be a node: take frames and hand them in.</summary>
    Work = 4,

    All = Read | Submit | Work,
}
