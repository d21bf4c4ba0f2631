using System.Data.Common;

namespace MandelActors.Actors.Persistence.Sql;

/// <summary>What differs between databases. Everything else is the SQL that all of them understand.</summary>
/// <param name="Begin">Starts a transaction that is going to write.</param>
/// <param name="CreateSchema">Makes the tables of the current schema version.</param>
/// <param name="TableNames">Lists the tables there are.</param>
/// <param name="IsUniqueViolation">Whether an insert failed because the key exists.</param>
internal sealed record SqlDialect(string Begin, string CreateSchema, string TableNames, Func<DbException, bool> IsUniqueViolation);
