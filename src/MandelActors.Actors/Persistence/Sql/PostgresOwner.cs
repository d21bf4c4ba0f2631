using System.Security.Cryptography;
using Npgsql;

namespace MandelActors.Actors.Persistence.Sql;

/// <summary>The statements by which a journal in PostgreSQL knows whose it is.</summary>
internal static class PostgresOwner
{
    private const int IdDigits = 32;

    public static JournalIdentity Look(NpgsqlConnection session, string place)
    {
        using var command = new NpgsqlCommand(
            """
            SELECT journal_id, owner_id, owner_place, EXISTS (SELECT 1 FROM journal)
            FROM (SELECT true AS only_row) AS one LEFT JOIN journal_owner USING (only_row)
            """,
            session);
        using var reader = command.ExecuteReader();
        reader.Read();
        return reader.IsDBNull(0)
            ? new JournalIdentity(place, null, null, null, reader.GetBoolean(3))
            : new JournalIdentity(place, reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3));
    }

    public static void Claim(NpgsqlConnection session, string owner, string ownerPlace)
    {
        using var command = new NpgsqlCommand(
            """
            INSERT INTO journal_owner (journal_id, owner_id, owner_place) VALUES ($1, $2, $3)
            ON CONFLICT (only_row) DO UPDATE SET owner_place = excluded.owner_place WHERE journal_owner.owner_id = excluded.owner_id
            """,
            session);
        foreach (string value in (string[])[RandomNumberGenerator.GetHexString(IdDigits, lowercase: true), owner, ownerPlace])
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        command.ExecuteNonQuery();
    }
}
