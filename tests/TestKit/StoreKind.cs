using Xunit;

namespace AllianceServices.TestKit;

/// <summary>
/// Where a register under test keeps its data. Tests of what a register stores run on both: an abstract class of tests takes
/// this, and two classes nested in it run them.
/// </summary>
public enum StoreKind
{
    /// <summary>A SQLite file in the service's own folder.</summary>
    Sqlite,

    /// <summary>A database of the service's own in the PostgreSQL of this test run.</summary>
    PostgreSql,
}

/// <summary>Whether a kind of store can be used here.</summary>
public static class StoreKinds
{
    // Set where a test that is skipped would hide that something is missing.
    private static readonly bool IsRequired = Environment.GetEnvironmentVariable("ALLIANCE_TEST_REQUIRES_POSTGRESQL") == "1";

    /// <summary>Whether it is there, or has to be.</summary>
    public static bool IsAvailable(this StoreKind store) =>
        store != StoreKind.PostgreSql || PostgreSqlServer.IsAvailable || IsRequired;

    /// <summary>Skips the test where it is not.</summary>
    public static void SkipUnlessAvailable(this StoreKind store) =>
        Assert.SkipUnless(store.IsAvailable(), "There is no PostgreSQL, and no initdb to start one.");
}
