using System.Data.Common;
using System.Globalization;

namespace MandelActors.Actors.Persistence.Sql;

/// <content>
/// Transactions that write. In SQL, not by a DbTransaction: when the database rolls back by itself (full disk), SQLite's object cannot be disposed
/// any more.
/// </content>
public sealed partial class SqlJournal
{
    /// <summary>Everything or nothing of what <paramref name="write"/> does, if this journal's epoch is in force.</summary>
    /// <exception cref="StaleWriterException">Another epoch is in force.</exception>
    /// <exception cref="WriteOutcomeUnknownException">The connection was lost while committing.</exception>
    private void Transact(Action write)
    {
        try
        {
            Begin();
            write();
        }
        catch
        {
            RollBack();
            throw;
        }

        Commit();
    }

    private void Begin()
    {
        using var command = Command(_dialect.Begin);
        object? inForce = command.ExecuteScalar();
        if (_epoch is { } epoch && Convert.ToInt64(inForce, CultureInfo.InvariantCulture) is var current && current != epoch)
            throw new StaleWriterException(epoch, current);
    }

    private void Commit()
    {
        try
        {
            Execute("COMMIT");
        }
        catch (DbException cause) when (_dialect.IsLoss(cause))
        {
            Disconnect();
            throw new WriteOutcomeUnknownException(_name, cause);
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    private void RollBack()
    {
        if (!IsConnected)
            return;
        try
        {
            Execute("ROLLBACK");
        }
        catch (Exception cause) when (cause is DbException or InvalidOperationException)
        {
            // It has rolled back by itself: there is no transaction any more. Or there is no connection any more, which the next request finds.
        }
    }
}
