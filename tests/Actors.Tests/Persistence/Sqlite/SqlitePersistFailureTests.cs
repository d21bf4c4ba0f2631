namespace MandelActors.Actors.Tests.Persistence.Sqlite;

public sealed class SqlitePersistFailureTests() : PersistFailureTests(new SqliteDatabase());
