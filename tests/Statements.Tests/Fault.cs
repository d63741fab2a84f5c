using AllianceServices.TestKit;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.Statements.Tests;

/// <summary>Makes writes fail inside their transaction, when they come to insert a row into a table, until it is removed.</summary>
internal static class Fault
{
    /// <summary>What the database says of it, which no client must ever see.</summary>
    public const string Message = "secret detail";

    /// <summary>Makes them fail.</summary>
    /// <param name="db">The database.</param>
    /// <param name="store">Its system.</param>
    /// <param name="table">The table.</param>
    /// <param name="where">For which rows, a condition on NEW; all if it is left out.</param>
    public static Task InjectAsync(DbContext db, StoreKind store, string table, string where = "true") => db.Database.ExecuteSqlRawAsync(store == StoreKind.Sqlite
        ? $"CREATE TRIGGER fault BEFORE INSERT ON {table} WHEN {where} BEGIN SELECT RAISE(ABORT, '{Message}'); END;"
        : $"""
          CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{Message}'; END $$;
          CREATE TRIGGER fault BEFORE INSERT ON {table} FOR EACH ROW WHEN ({where}) EXECUTE FUNCTION fault();
          """);

    public static Task RemoveAsync(DbContext db, StoreKind store) =>
        db.Database.ExecuteSqlRawAsync(store == StoreKind.Sqlite ? "DROP TRIGGER fault;" : "DROP FUNCTION fault CASCADE;");
}
