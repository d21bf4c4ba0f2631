using System.Data.Common;

namespace MandelActors.Actors.Persistence.Sql;

/// <summary>What differs between databases. Everything else is the SQL that all of them understand.</summary>
/// <param name="Begin">Starts a transaction that is going to write; what it selects is the epoch in force, held until the transaction ends.</param>
/// <param name="BeginMigration">Starts a transaction that keeps every other migration waiting.</param>
/// <param name="Migrations">The SQL that leads to schema version 1, 2, …, each from the version before it; the first starts from nothing.</param>
/// <param name="TableNames">Lists the tables there are.</param>
/// <param name="PayloadText">The parameter <c>@payload</c>, bytes in UTF-8, as text.</param>
/// <param name="PrepareInsert">How events are inserted over a connection.</param>
/// <param name="IsUniqueViolation">Whether an insert failed because the key exists.</param>
/// <param name="IsLoss">Whether no answer came, so that what the database did is not known and the connection is of no more use.</param>
internal sealed record SqlDialect(
    string Begin,
    string BeginMigration,
    IReadOnlyList<string> Migrations,
    string TableNames,
    string PayloadText,
    Func<DbConnection, EntryInsert> PrepareInsert,
    Func<DbException, bool> IsUniqueViolation,
    Func<DbException, bool> IsLoss);
