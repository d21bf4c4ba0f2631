namespace MandelActors.Actors.Tests.Persistence.Sqlite;

public sealed class SqlitePersistTests() : PersistTests(new SqliteDatabase());
