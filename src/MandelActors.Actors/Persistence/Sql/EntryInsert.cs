using System.Globalization;

namespace MandelActors.Actors.Persistence.Sql;

/// <summary>A prepared way to insert events over one connection.</summary>
internal abstract class EntryInsert : IDisposable
{
    /// <summary>Inserts events in their order, inside the transaction there is.</summary>
    public abstract void Insert(IReadOnlyList<JournalEntry> entries);

    public abstract void Dispose();

    /// <summary>ISO 8601 in UTC, which sorts as text.</summary>
    public static string Written(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
