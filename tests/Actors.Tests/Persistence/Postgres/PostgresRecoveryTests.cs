namespace MandelActors.Actors.Tests.Persistence.Postgres;

[Collection(PostgresServer.Name)]
public sealed class PostgresRecoveryTests(PostgresServer server) : RecoveryTests(new PostgresDatabase(server.Cluster));
