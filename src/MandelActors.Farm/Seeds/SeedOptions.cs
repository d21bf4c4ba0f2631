using System.Net;
using MandelActors.Farm.Leadership;
using MandelActors.Farm.Settings;

namespace MandelActors.Farm.Seeds;

/// <summary>What a seed is started with.</summary>
/// <param name="Listen">Where it listens; port 0 takes any that is free.</param>
/// <param name="Store">The folder of all jobs; made if it is not there.</param>
/// <param name="Settings">How this machine works.</param>
public sealed record SeedOptions(IPEndPoint Listen, string Store, NodeSettings Settings)
{
    /// <summary>Connection string of a PostgreSQL database that holds the journal, so that several seeds may run; null for a file in the store, and one seed.</summary>
    public string? Journal { get; init; }

    /// <summary>File with the tokens that are let in; null lets everybody in, which is for loopback addresses alone.</summary>
    public string? TokenFile { get; init; }

    /// <summary>PEM file with the certificate, and those that lead to one others trust; null answers in plain HTTP.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary>PEM file with the certificate's key.</summary>
    public string? TlsKey { get; init; }

    /// <summary>Devices of this process that render as well, as a list of ids; null for none.</summary>
    public string? Devices { get; init; }

    /// <summary>Where clients and nodes reach this seed, told to them by the others; null for the address it listens at.</summary>
    public Uri? Address { get; init; }

    /// <summary>What this seed is called in logs; null for the machine's name.</summary>
    public string? Name { get; init; }

    /// <summary>How this seed takes part in choosing who leads, for whom others send clients to; null for what goes with the journal.</summary>
    public Func<SeedIdentity, ILeadership>? Leadership { get; init; }

    /// <summary>Where the log goes.</summary>
    public TextWriter LogOutput { get; init; } = Console.Error;

    /// <summary>Whether log entries are plain lines rather than JSON.</summary>
    public bool LogForPeople { get; init; }

    /// <summary>Puts further endpoints beside the seed's own.</summary>
    public Action<SeedRoutes>? MapMore { get; init; }

    /// <summary>The clock of everything in the farm.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
