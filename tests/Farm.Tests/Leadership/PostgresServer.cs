using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Leadership;

/// <summary>One server for all tests that leave it running.</summary>
public sealed class PostgresServer : IDisposable
{
    private readonly Lazy<PostgresCluster> _cluster = new(PostgresCluster.Start);

    /// <summary>Started at the first look; skips the test that looks where there is no PostgreSQL.</summary>
    public PostgresCluster Cluster
    {
        get
        {
            Skip.If(Lacking.Postgres is not null, Lacking.Postgres);
            return _cluster.Value;
        }
    }

    public void Dispose()
    {
        if (_cluster.IsValueCreated) _cluster.Value.Dispose();
    }
}
