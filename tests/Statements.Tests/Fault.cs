using AllianceServices.TestKit;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.Statements.Tests;

/// <summary>Makes writes fail inside their transaction, when they come to insert into a table, until it is removed.</summary>
internal static class Fault
{
    /// <summary>What the database says of it, which no client must ever see.</summary>
    public const string Message = "secret detail";

    public static Task InjectAsync(DbContext db, StoreKind store, string table) => db.Database.ExecuteSqlRawAsync(store == StoreKind.Sqlite
        ? $"CREATE TRIGGER fault BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, '{Message}'); END;"
        : $"""
          CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{Message}'; END $$;
          CREATE TRIGGER fault BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION fault();
          """);

    public static Task RemoveAsync(DbContext db, StoreKind store) =>
        db.Database.ExecuteSqlRawAsync(store == StoreKind.Sqlite ? "DROP TRIGGER fault;" : "DROP FUNCTION fault CASCADE;");
}
