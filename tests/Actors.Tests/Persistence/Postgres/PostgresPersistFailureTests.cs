namespace MandelActors.Actors.Tests.Persistence.Postgres;

[Collection(PostgresServer.Name)]
public sealed class PostgresPersistFailureTests(PostgresServer server) : PersistFailureTests(new PostgresDatabase(server.Cluster));
