namespace MandelActors.Actors.Tests.Persistence.Sqlite;

public sealed class SqliteRecoveryTests() : RecoveryTests(new SqliteDatabase());
