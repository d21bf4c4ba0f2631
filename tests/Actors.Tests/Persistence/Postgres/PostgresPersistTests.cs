namespace MandelActors.Actors.Tests.Persistence.Postgres;

[Collection(PostgresServer.Name)]
public sealed class PostgresPersistTests(PostgresServer server) : PersistTests(new PostgresDatabase(server.Cluster));
